import type { Translate } from '../../../../web/texts/catalogue.ts';
import { shownSize } from '../../../../web/uploads.ts';
import type { DocumentRecord, DocumentState } from '../../domain/document.ts';
import type { UsageRecord } from '../../ports/usage-records.ts';

export interface Tag {
  readonly kind?: 'ok' | 'warn' | 'error' | 'info';
  readonly icon: string;
  readonly word: string;
}

const tags: Readonly<Record<DocumentState, Omit<Tag, 'word'>>> = {
  imported: { icon: 'file' },
  sealing: { kind: 'info', icon: 'clock' },
  sealed: { kind: 'ok', icon: 'check' },
};

export function documentTag(t: Translate, { state }: Pick<DocumentRecord, 'state'>): Tag {
  return { ...tags[state], word: t(`seal.document.state.${state}`) };
}

/** `6 页，2.3 MB` */
export function sizeText(t: Translate, pages: number, bytes: number): string {
  return t('seal.document.size', { pages, size: shownSize(bytes) });
}

/** `当前页，第 3 页`, from the data of a usage record. */
export function placeText(t: Translate, { place }: Pick<UsageRecord, 'place'>): string {
  const [, mode = '', pages = ''] = /^(\w+):([\d-]+)$/.exec(place) ?? [];
  return t('seal.document.place', { mode: t(`seal.document.mode.${mode}`), pages: pages.replace('-', '–') });
}

/** `公章`, or the seal's own title. */
export function sealNameText(t: Translate, name: string): string {
  return ['official', 'finance', 'contract', 'legal-representative', 'personal-name', 'personal-signature'].includes(name)
    ? t(`seal.kind.${name}`)
    : name;
}
