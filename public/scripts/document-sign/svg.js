const NAMESPACE = 'http://www.w3.org/2000/svg';

/**
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number>} [attributes]
 * @param {readonly (Node | string)[]} [children]
 * @returns {SVGElementTagNameMap[Name]}
 */
export function svg(name, attributes = {}, children = []) {
  const element = document.createElementNS(NAMESPACE, name);
  set(element, attributes);
  element.append(...children);
  return element;
}

/**
 * @param {Element} element
 * @param {Record<string, string | number>} attributes
 */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

/**
 * A part of the seal, or the whole of it, at a place on the page; all in millimetres.
 * @param {string} picture
 * @param {{ left: number, top: number, width: number, height: number, part: import('./marks.js').Part }} mark
 */
export function sealPicture(picture, { left, top, width, height, part }) {
  const across = part.right - part.left;
  const down = part.bottom - part.top;
  return svg(
    'svg',
    {
      x: left,
      y: top,
      width: width * across,
      height: height * down,
      viewBox: `${part.left * width} ${part.top * height} ${across * width} ${down * height}`,
      class: 'slice',
      preserveAspectRatio: 'none',
    },
    [svg('image', { href: picture, width, height })],
  );
}
