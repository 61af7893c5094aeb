import { shanghaiDay, shanghaiTime } from '../../../../kernel/clock.ts';
import { qrSymbol } from '../../../../web/qr-symbol.ts';
import type { Translate } from '../../../../web/texts/catalogue.ts';
import { shownSize } from '../../../../web/uploads.ts';
import type { DocumentVerification } from '../../application/verify-document.ts';
import type { FileVerdict } from '../../domain/verdict.ts';
import type { SignatureReport, VerificationReport } from '../../domain/verification-report.ts';
import type { Tag } from './document-words.ts';
import { changeText, reasonText, unusableText } from './verify-reasons.ts';

const kinds: Readonly<Record<FileVerdict, { readonly kind: 'ok' | 'warn' | 'error'; readonly icon: string; readonly tag: string }>> = {
  valid: { kind: 'ok', icon: 'shield', tag: 'check' },
  'valid-with-later-changes': { kind: 'ok', icon: 'shield', tag: 'check' },
  indeterminate: { kind: 'warn', icon: 'help', tag: 'help' },
  invalid: { kind: 'error', icon: 'ban', tag: 'x' },
  unsigned: { kind: 'warn', icon: 'file', tag: 'file' },
  unusable: { kind: 'error', icon: 'file', tag: 'x' },
};

const mostChanges = 200;

/** The report as the page prints it. Names in it come from the files of strangers: they are shown as text and cut to length. */
export function reportPage(t: Translate, verification: DocumentVerification, address: string) {
  const { report, number, at } = verification;
  const verdict = t(`verify.verdict.${report.verdict}`);
  const { kind, icon } = kinds[report.verdict];
  return {
    title: t('verify.report', { verdict }),
    number,
    at: shanghaiTime(at),
    verdict: { kind, icon, title: verdict, text: verdictText(t, report) },
    file: fileFacts(t, verification),
    qr: { ...qrSymbol(address), label: t('verify.qr') },
    signatures: report.signatures.map((signature, index) => signaturePart(t, signature, index + 1)),
    changes: changesTable(t, report),
    changesCut: Math.max(0, changesOf(report).length - mostChanges),
    signed: report.signatures.length > 0,
  };
}

function verdictText(t: Translate, { verdict, reason, signatures }: VerificationReport): string {
  if (verdict === 'unusable') return t('verify.text.unusable', { reason: unusableText(t, reason ?? '') });
  const count = signatures.filter(({ format }) => format !== 'RFC3161').length || signatures.length;
  return t(`verify.text.${verdict}`, { count, reason: reasonText(t, reason ?? '') });
}

function fileFacts(t: Translate, { report, size, sha256, pages }: DocumentVerification) {
  const shown = { size: shownSize(size), bytes: size.toLocaleString('en-US').replaceAll(',', ' ') };
  return [
    { label: t('verify.file-name'), value: plain(report.file) },
    {
      label: t('verify.file-size'),
      value: pages === undefined ? t('verify.size-only', shown) : t('verify.size', { pages, ...shown }),
      num: true,
    },
    { label: 'SHA-256', value: sha256, code: true },
  ];
}

function signaturePart(t: Translate, signature: SignatureReport, n: number) {
  const signer = signature.signer === null ? t('verify.no-signer') : plain(signature.signer);
  const { kind, tag } = kinds[signature.verdict];
  return {
    title: t(signature.format === 'RFC3161' ? 'verify.timestamp' : 'verify.signature', { n, signer }),
    tag: { kind, icon: tag, word: t(`verify.verdict.${signature.verdict}`) } satisfies Tag,
    left: whoFacts(t, signature, signer),
    right: whenFacts(t, signature),
  };
}

interface Fact {
  readonly label: string;
  readonly value: string;
  readonly num?: boolean;
  readonly note?: string;
}

function whoFacts(t: Translate, signature: SignatureReport, signer: string): readonly Fact[] {
  const { uscc, format, level, coversRevision, revision, signingReason, verdict, reason } = signature;
  const wrong = verdict === 'invalid' || verdict === 'indeterminate';
  return [
    { label: t('verify.fact.signer'), value: signer },
    ...(uscc === null ? [] : [{ label: t('verify.fact.uscc'), value: plain(uscc), num: true }]),
    { label: t('verify.fact.format'), value: [format, level].filter((part) => part !== null).join(' ') },
    {
      label: t('verify.fact.covers'),
      value: coversRevision && revision !== null ? t('verify.covers.whole', { revision }) : t('verify.covers.part'),
    },
    ...(signingReason === null ? [] : [{ label: t('verify.fact.reason'), value: plain(signingReason) }]),
    ...(wrong ? [{ label: t('verify.fact.verdict'), value: reasonText(t, reason ?? '') }] : []),
  ];
}

function whenFacts(t: Translate, signature: SignatureReport): readonly Fact[] {
  const { claimedTime, issuer, serial, notBefore, notAfter, chain } = signature;
  const time = claimedTime === null ? t('verify.unknown') : t('verify.claimed', { time: shanghaiTime(new Date(claimedTime)) });
  const path = chain.map(commonName).reverse();
  return [
    { label: t('verify.fact.time'), value: time, num: true },
    { label: t('verify.fact.stamp'), value: stampText(t, signature), num: true },
    ...(serial === null
      ? []
      : [{ label: t('verify.fact.certificate'), value: t('verify.certificate', { issuer: plain(issuer ?? ''), serial: plain(serial) }) }]),
    ...(path.length > 1 ? [{ label: t('verify.fact.chain'), value: path.join(' → ') }] : []),
    ...(notBefore === null || notAfter === null
      ? []
      : [
          {
            label: t('verify.fact.validity'),
            value: t('verify.validity', { from: shanghaiDay(new Date(notBefore)), until: shanghaiDay(new Date(notAfter)) }),
            num: true,
          },
        ]),
    { label: t('verify.fact.revocation'), value: revocationText(t, signature) },
  ];
}

function stampText(t: Translate, { timestamp, timestampProves, timestampAuthority }: SignatureReport): string {
  if (timestamp === null) return t('verify.stamp.none');
  const time = shanghaiTime(new Date(timestamp));
  if (!timestampProves) return t('verify.stamp.proves-nothing', { time });
  return t('verify.stamp.proves', { time, authority: plain(timestampAuthority ?? '') });
}

function revocationText(t: Translate, { revocation, revokedAt }: SignatureReport): string {
  if (revokedAt !== null) return t('verify.revocation.revoked-at', { time: shanghaiTime(new Date(revokedAt)) });
  return t(`verify.revocation.${revocation}`);
}

interface ShownChange {
  readonly after: number;
  readonly revision: number;
  readonly kind: string;
  readonly allowed: boolean;
  readonly count: number;
}

/** Like changes of one revision in one line; what is not allowed comes first. */
function changesOf({ signatures }: VerificationReport): readonly ShownChange[] {
  const lines = new Map<string, ShownChange>();
  for (const [index, { changes }] of signatures.entries()) {
    for (const { revision, kind, allowed } of changes) {
      const key = `${String(index)}/${String(revision)}/${kind}/${String(allowed)}`;
      const known = lines.get(key);
      lines.set(key, { after: index + 1, revision, kind, allowed, count: (known?.count ?? 0) + 1 });
    }
  }
  return [...lines.values()].sort((a, b) => Number(a.allowed) - Number(b.allowed) || a.after - b.after || a.revision - b.revision);
}

function changesTable(t: Translate, report: VerificationReport) {
  return {
    caption: t('verify.changes.caption'),
    columns: ['revision', 'after', 'what', 'judgement'].map((name) => ({ label: t(`verify.column.${name}`) })),
    rows: changesOf(report)
      .slice(0, mostChanges)
      .map(({ after, revision, kind, allowed, count }) => {
        const what = changeText(t, kind);
        const tag: Tag = allowed
          ? { kind: 'ok', icon: 'check', word: t('verify.allowed') }
          : { kind: 'error', icon: 'x', word: t('verify.not-allowed') };
        return {
          cells: [
            { text: t('verify.revision', { n: revision }) },
            { text: t('verify.after', { n: after }) },
            { text: count === 1 ? what : t('verify.times', { what, count }) },
            { text: '', tag },
          ],
        };
      }),
  };
}

function commonName(subject: string): string {
  return plain(/(?:^|[,+]\s*)CN=((?:\\.|[^,+\\])*)/.exec(subject)?.[1] ?? subject);
}

/** No control or direction characters, no endless lines. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\uFFFD').slice(0, 200);
}
