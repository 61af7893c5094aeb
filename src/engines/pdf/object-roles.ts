/** What an object is to the document, found by the way that leads to it from the trailer. */
export type Role =
  | 'trailer'
  | 'catalog'
  | 'info'
  | 'encrypt'
  | 'pages'
  | 'page'
  | 'content'
  | 'annots'
  | 'annot'
  | 'annot-part'
  | 'annotation-appearance'
  | 'field-appearance'
  | 'signature-appearance'
  | 'stamp-appearance'
  | 'acroform'
  | 'acroform-part'
  | 'fields'
  | 'field'
  | 'field-value'
  | 'signature-value'
  | 'perms'
  | 'dss'
  | 'metadata'
  | 'extensions'
  | 'structure'
  | 'document';

export const ALL_ROLES = [
  'trailer',
  'catalog',
  'info',
  'encrypt',
  'pages',
  'page',
  'content',
  'annots',
  'annot',
  'annot-part',
  'annotation-appearance',
  'field-appearance',
  'signature-appearance',
  'stamp-appearance',
  'acroform',
  'acroform-part',
  'fields',
  'field',
  'field-value',
  'signature-value',
  'perms',
  'dss',
  'metadata',
  'extensions',
  'structure',
  'document',
] as const satisfies readonly Role[];

/** Roles that make up the skeleton: pages, annotations and fields. They are walked first, so that all others know these objects. */
export const SKELETON: ReadonlySet<Role> = new Set([
  'trailer',
  'catalog',
  'pages',
  'page',
  'annots',
  'annot',
  'acroform',
  'fields',
  'field',
]);

const TRAILER: Readonly<Record<string, Role>> = { Root: 'catalog', Info: 'info', Encrypt: 'encrypt' };
const CATALOG: Readonly<Record<string, Role>> = {
  Pages: 'pages',
  AcroForm: 'acroform',
  Metadata: 'metadata',
  DSS: 'dss',
  Perms: 'perms',
  Extensions: 'extensions',
  StructTreeRoot: 'structure',
};

/** What kind of annotation or field an object is, which decides what its appearance and value are. */
export type HolderKind = 'annotation' | 'field' | 'signature' | 'stamp';

/** The role of what stands under `key` (`*` for an array element) in something of role `from`; undefined for a mere back-reference. */
export function step(from: Role, key: string, holder: HolderKind): Role | undefined {
  switch (from) {
    case 'trailer':
      return TRAILER[key] ?? 'document';
    case 'catalog':
      return CATALOG[key] ?? 'document';
    case 'pages':
      return key === 'Kids' || key === '*' || key === 'Parent' ? 'pages' : 'content';
    case 'page':
      return key === 'Annots' ? 'annots' : key === 'Parent' ? 'pages' : 'content';
    case 'annots':
      return 'annot';
    case 'fields':
      return 'field';
    case 'acroform':
      return key === 'Fields' ? 'fields' : 'acroform-part';
    case 'annot':
    case 'field':
      return stepOfField(key, holder);
    case 'perms':
      return 'signature-value';
    default:
      return from;
  }
}

function stepOfField(key: string, holder: HolderKind): Role | undefined {
  if (key === 'P') return undefined;
  if (key === 'Parent') return 'field';
  if (key === 'Kids') return 'fields';
  if (key === 'AP' || key === 'MK') return `${holder}-appearance`;
  if (key === 'V') return holder === 'signature' ? 'signature-value' : 'field-value';
  return key === 'Popup' || key === 'IRT' ? 'annot' : 'annot-part';
}
