/** What a later revision did to the document, object by object, as the comparison of revisions names it. */
export type ChangeKind =
  | 'dss'
  | 'doc-timestamp'
  | 'signature-added'
  | 'signature-field-added'
  | 'signature-changed'
  | 'form-filled'
  | 'form-field-added'
  | 'form-field-removed'
  | 'stamp-reserved'
  | 'stamp-filled'
  | 'annotation'
  | 'page-content'
  | 'page-added'
  | 'page-removed'
  | 'pages-reordered'
  | 'catalog'
  | 'metadata'
  | 'acroform'
  | 'form-defaults-added'
  | 'shadowed-object'
  | 'orphan-object'
  | 'unknown';

export interface LaterChange {
  /** 1 is the original file, each incremental update counts one more. */
  readonly revision: number;
  readonly kind: ChangeKind;
  /** `12 0`, or what else names the place. */
  readonly object: string | undefined;
  /** The dictionary entry that changed, such as `Extensions/ESIC`. */
  readonly key?: string | undefined;
  readonly fieldName: string | undefined;
  /** All fields concerned, when there are several. */
  readonly fieldNames?: readonly string[] | undefined;
}

/** What the signer allowed others to do afterwards. */
export interface SignersLimits {
  /** DocMDP (ISO 32000-1 12.8.2.2): 1 nothing, 2 filling in and signing, 3 annotations as well; undefined: not certified. */
  readonly certification: 1 | 2 | 3 | undefined;
  /** FieldMDP (12.8.2.4): fields that may no longer be filled in. */
  readonly fieldLock: { readonly action: 'All' | 'Include' | 'Exclude'; readonly fields: readonly string[] } | undefined;
}

/** How far a change goes. `long-term` leaves the verdict as it is, `later` is told to the reader, `altered` breaks the signature. */
export type ChangeClass = 'long-term' | 'later' | 'altered';

/**
 * The allow-list. Each kind names the lowest DocMDP level at which a certified document stands it; a document that is not certified stands
 * every kind on the list. What is not on the list alters the document, whoever did it and however harmless it looks.
 */
const lowestLevel: ReadonlyMap<ChangeKind, 1 | 2 | 3 | 'uncertified'> = new Map<ChangeKind, 1 | 2 | 3 | 'uncertified'>([
  ['dss', 1],
  ['doc-timestamp', 1],
  ['metadata', 1],
  ['signature-added', 2],
  ['form-filled', 2],
  ['stamp-filled', 2],
  ['annotation', 3],
  // New fields with an appearance could cover certified text: the sneaky signature attack on certified documents.
  ['signature-field-added', 'uncertified'],
  ['stamp-reserved', 'uncertified'],
]);

const longTerm: ReadonlySet<ChangeKind> = new Set<ChangeKind>(['dss', 'doc-timestamp']);

/** Judges the changes together: what belongs to a signature is allowed with it and not alone. */
export function classifyChanges(changes: readonly LaterChange[], limits: SignersLimits): readonly ChangeClass[] {
  return changes.map((change) => {
    if (change.kind !== 'form-defaults-added') return classifyChange(change, limits);
    const signing = changes.filter(({ revision, kind }) => revision === change.revision && signatures.has(kind));
    return weakest(signing.map((one) => classifyChange(one, limits)));
  });
}

const signatures: ReadonlySet<ChangeKind> = new Set<ChangeKind>(['signature-added', 'doc-timestamp']);

function weakest(classes: readonly ChangeClass[]): ChangeClass {
  if (classes.length === 0 || classes.includes('altered')) return 'altered';
  return classes.includes('later') ? 'later' : 'long-term';
}

export function classifyChange(change: LaterChange, limits: SignersLimits): ChangeClass {
  // Whoever adds validation data declares the extension that defines it (ISO 32000-1 7.12); it shows nothing.
  if (change.kind === 'catalog' && change.key?.startsWith('Extensions/') === true) return 'long-term';
  const level = lowestLevel.get(change.kind);
  if (level === undefined || isBeyondCertification(level, limits.certification) || isLocked(change, limits.fieldLock)) return 'altered';
  return longTerm.has(change.kind) ? 'long-term' : 'later';
}

function isBeyondCertification(level: 1 | 2 | 3 | 'uncertified', certification: 1 | 2 | 3 | undefined): boolean {
  if (certification === undefined) return false;
  return level === 'uncertified' || level > certification;
}

function isLocked(change: LaterChange, lock: SignersLimits['fieldLock']): boolean {
  if (lock === undefined || (change.kind !== 'form-filled' && change.kind !== 'stamp-filled')) return false;
  const names = change.fieldNames ?? (change.fieldName === undefined ? [] : [change.fieldName]);
  // A change whose field is not known counts as one of a locked field.
  if (lock.action === 'All' || names.length === 0) return true;
  const isListed = (fieldName: string) => lock.fields.some((name) => fieldName === name || fieldName.startsWith(`${name}.`));
  return names.some((name) => isListed(name) === (lock.action === 'Include'));
}
