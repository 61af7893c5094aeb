import { shanghaiDay } from '../../../../kernel/clock.ts';
import type { ShownErrors } from '../../../../web/forms.ts';
import type { Translate } from '../../../../web/texts/catalogue.ts';
import type { OfferedSeal, SigningMeans } from '../../application/document-seals.ts';
import { type DocumentRecord, sealedName } from '../../domain/document.ts';
import { documentModes, type PlacementInput, straddleEdges } from '../../domain/document-placement.ts';
import { documentLimits } from '../../domain/document-policy.ts';
import type { SealSize } from '../../domain/placement.ts';
import type { DocumentCertificate } from '../../ports/document-certificates.ts';
import type { UsageRecord } from '../../ports/usage-records.ts';
import { documentTag, placeText, sealNameText, sizeText } from './document-words.ts';
import { shownTime } from './seal-stage.ts';

export function documentsPage(t: Translate, records: readonly DocumentRecord[], operation: string, errors: ShownErrors) {
  return {
    title: t('seal.document.list.title'),
    operation,
    errors,
    maxBytes: documentLimits.fileBytes,
    table: {
      caption: t('seal.document.list.caption'),
      columns: ['file', 'size', 'state', 'time'].map((name) => ({ label: t(`seal.document.column.${name}`), minor: name === 'size' })),
      rows: records.map((record) => documentRow(t, record)),
      ops: true,
    },
  };
}

function documentRow(t: Translate, record: DocumentRecord) {
  const { id, name, pages, newest, sealings, importedAt, sealedAt } = record;
  const about = name;
  const seal = { href: `/documents/${id}/sign`, label: t(sealings === 0 ? 'seal.document.op.sign' : 'seal.document.op.sign-again'), about };
  const download = { href: `/documents/${id}/file`, label: t('seal.document.op.download'), about };
  const remove = { href: `/documents/${id}/remove`, label: t('seal.document.op.remove'), about };
  return {
    id: `document-${id}`,
    cells: [
      { text: name, href: `/documents/${id}` },
      { text: sizeText(t, pages, newest.size), num: true },
      { text: '', tag: documentTag(t, record) },
      { text: shownTime(sealedAt ?? importedAt), num: true },
    ],
    ops: sealings === 0 ? [seal, remove] : [download, seal, remove],
  };
}

export interface SignValues extends PlacementInput {
  readonly seal: string;
  readonly certificate: string;
}

export const signFields = ['seal', 'certificate', 'mode', 'page', 'x', 'y', 'pages', 'edge', 'position', 'keyword', 'dx', 'dy'] as const;

/** The seal in the lower right of the first page, where a signature usually goes, wholly on the page whatever its size. */
export function startValues(page: SealSize, { seals }: SigningMeans): SignValues {
  const seal = seals[0];
  const { width, height } = seal?.size ?? { width: 40, height: 40 };
  const within = (wanted: number, side: number, whole: number) => Math.max(side / 2, Math.min(wanted, whole - side / 2 - 5)).toFixed(1);
  return {
    seal: seal?.seal.id ?? '',
    certificate: '',
    mode: 'current',
    page: '1',
    x: within(page.width * 0.71, width, page.width),
    y: within(page.height * 0.71, height, page.height),
    pages: '',
    edge: 'right',
    position: within(page.height / 2, height, page.height),
    keyword: '',
    dx: '0',
    dy: '0',
  };
}

export interface SignState {
  readonly document: DocumentRecord;
  readonly means: SigningMeans;
  readonly values: SignValues;
  readonly operation: string;
  readonly errors: ShownErrors;
}

/** The signing page. What is missing to sign (seal, certificate, PIN) is said with the way to get it. */
export function signPage(t: Translate, { document, means, values, operation, errors }: SignState) {
  const { id, name, pages, newest } = document;
  const fits = (certificate: DocumentCertificate) => certificate.unitId ?? 'own';
  return {
    title: t('seal.document.sign.title', { name }),
    name,
    document: { id, pages, size: sizeText(t, pages, newest.size), view: `/documents/${id}/view.pdf`, signed: document.sealings > 0 },
    operation,
    values,
    errors,
    seals: means.seals.map((seal) => sealChoice(t, seal, sealName(t, seal, means), values.seal)),
    certificates: means.certificates.map((certificate) => ({
      value: certificate.serial,
      fits: fits(certificate),
      label: t('seal.document.certificate', {
        holder: certificate.holderName,
        type: certificate.typeName,
        tail: certificate.serial.slice(-4).toUpperCase(),
        until: shanghaiDay(certificate.notAfter),
      }),
    })),
    modes: documentModes.map((value) => ({ value, label: t(`seal.document.mode.${value}`) })),
    edges: straddleEdges.map((value) => ({ value, label: t(`seal.document.edge.${value}`) })),
    pin: { tries: means.pin.triesLeft },
    missing: missingOf(means),
  };
}

/** As short as it may be: the kind, the line on the seal where a unit has two of a kind, the unit where the person has several. */
function sealName(t: Translate, { seal, unit }: OfferedSeal, { seals }: SigningMeans): string {
  const twins = seals.filter((other) => other.unit?.id === unit?.id && other.seal.kind === seal.kind);
  const name = twins.length > 1 && seal.title !== '' ? seal.title : t(`seal.kind.${seal.kind}`);
  const oneUnit = seals.every((other) => other.unit === undefined || other.unit.id === unit?.id);
  return unit === undefined || oneUnit ? name : t('seal.document.seal-of', { seal: name, unit: unit.name });
}

function sealChoice(t: Translate, { seal, size, certificate }: OfferedSeal, label: string, chosen: string) {
  return {
    value: seal.id,
    label,
    picture: `/documents/seals/${seal.id}/picture`,
    width: size.width.toFixed(2),
    height: size.height.toFixed(2),
    fits: certificate.kind === 'unit' ? certificate.unitId : 'own',
    checked: seal.id === chosen,
  };
}

/** The first thing that is missing, in the order in which a person gets them. */
function missingOf({ seals, certificates, pin }: SigningMeans): 'seal' | 'certificate' | 'pin' | 'pin-locked' | undefined {
  if (seals.length === 0) return 'seal';
  if (certificates.length === 0) return 'certificate';
  if (pin.state === 'unset') return 'pin';
  return pin.state === 'locked' ? 'pin-locked' : undefined;
}

export function documentPage(t: Translate, { document, usage }: { document: DocumentRecord; usage: readonly UsageRecord[] }) {
  const { id, name, pages, newest, importedAt, sealings } = document;
  return {
    title: name,
    document: { id, sealed: sealings > 0, downloadName: sealings === 0 ? name : sealedName(name) },
    tag: documentTag(t, document),
    facts: [
      { label: t('seal.document.fact.size'), value: sizeText(t, pages, newest.size), num: true },
      { label: t('seal.document.fact.imported'), value: shownTime(importedAt), num: true },
      { label: 'SHA-256', value: newest.sha256, code: true },
    ],
    usage: {
      caption: t('seal.document.usage.caption'),
      columns: ['time', 'seal', 'place', 'certificate', 'person'].map((column) => ({ label: t(`seal.document.usage.${column}`) })),
      rows: usage.map((record) => ({
        cells: [
          { text: shownTime(record.at), num: true },
          { text: sealNameText(t, record.sealName) },
          { text: placeText(t, record) },
          { text: record.certificateSerial.slice(-8).toUpperCase(), num: true },
          { text: record.personName },
        ],
      })),
    },
    removing: removeDialog(t, document),
  };
}

export function removeDialog(t: Translate, { id, name, sealings }: DocumentRecord) {
  return {
    id: 'remove-document',
    title: t('seal.document.remove.title', { name }),
    text: t(sealings === 0 ? 'seal.document.remove.text' : 'seal.document.remove.text-sealed'),
    action: `/documents/${id}/remove`,
    cancel: `/documents/${id}`,
    confirm: t('seal.document.remove.confirm'),
    danger: true,
  };
}
