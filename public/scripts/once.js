/** @type {WeakMap<Element, Set<string>>} */
const done = new WeakMap();

/**
 * The elements that match and that this enhancement has not yet seen.
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function fresh(selector) {
  /** @type {HTMLElement[]} */
  const found = [];
  for (const element of document.querySelectorAll(selector)) {
    const seen = done.get(element) ?? new Set();
    if (!(element instanceof HTMLElement) || seen.has(selector)) continue;
    seen.add(selector);
    done.set(element, seen);
    found.push(element);
  }
  return found;
}
