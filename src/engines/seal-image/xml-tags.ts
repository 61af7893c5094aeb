import { SealImageError } from './seal-image-error.ts';

/** A start or end tag of a small XML document; text between tags is left out. */
export interface XmlTag {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  readonly attributes: ReadonlyMap<string, string>;
}

const attribute = /([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
const piece = new RegExp(
  [
    '<!--[\\s\\S]*?-->',
    '<\\?xml\\s[^<>]*\\?>',
    `<(/?)([A-Za-z][\\w:.-]*)((?:\\s+${attribute.source.replaceAll(/\((?!\?)/g, '(?:')})*)\\s*(/?)>`,
    '[^<]+',
  ].join('|'),
  'y',
);

function attributesOf(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single] of text.matchAll(attribute)) {
    if (attributes.has(name)) throw new SealImageError('unsafe-svg', name, `the attribute ${name} stands twice`);
    attributes.set(name, double ?? single ?? '');
  }
  return attributes;
}

/**
 * Splits XML into tags. What a seal does not need (document types, entities, CDATA, processing instructions) is refused,
 * not skipped, so that no other reader can see more in the file than this one did.
 */
export function* xmlTags(source: string): Generator<XmlTag> {
  const scanner = new RegExp(piece);
  let at = 0;
  while (at < source.length) {
    scanner.lastIndex = at;
    const match = scanner.exec(source);
    if (match === null)
      throw new SealImageError('unsafe-svg', source.slice(at, at + 20), 'the SVG holds something a seal picture must not hold');
    at = scanner.lastIndex;
    const [, slash, name, attributes = '', end] = match;
    if (name === undefined) continue;
    yield { name, kind: slash === '/' ? 'close' : end === '/' ? 'empty' : 'open', attributes: attributesOf(attributes) };
  }
}
