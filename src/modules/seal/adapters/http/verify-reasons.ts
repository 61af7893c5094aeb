import type { Translate } from '../../../../web/texts/catalogue.ts';
import { verifyTexts } from './verify-texts.ts';

const known: ReadonlySet<string> = new Set(Object.keys(verifyTexts));

const aboutRanges: ReadonlySet<string> = new Set([
  'no-byte-range',
  'byte-range-malformed',
  'byte-range-outside-file',
  'gap-is-not-the-contents',
  'contents-not-strict-hex',
  'padding-not-zero',
  'end-is-no-revision',
  'value-outside-signed-revision',
  'repeated-keys',
]);

/** Why a signature does not hold or cannot be judged. A code without words of its own is shown as it is, so that it can be asked about. */
export function reasonText(t: Translate, code: string): string {
  if (known.has(`verify.reason.${code}`)) return t(`verify.reason.${code}`);
  if (aboutRanges.has(code)) return t('verify.reason.range', { code });
  return t(code.startsWith('chain-') ? 'verify.reason.chain' : 'verify.reason.other', { code });
}

/** What a later revision did; a kind without words of its own counts as not known. */
export function changeText(t: Translate, kind: string): string {
  return t(known.has(`verify.change.${kind}`) ? `verify.change.${kind}` : 'verify.change.unknown');
}

export function unusableText(t: Translate, code: string): string {
  return t(known.has(`verify.unusable.${code}`) ? `verify.unusable.${code}` : 'verify.unusable.damaged');
}
