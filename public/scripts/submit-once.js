/** How long a sent form stays shut: an answer that is a download leaves the page standing. */
const RELEASE_MS = 5000;

/**
 * A second press while the first is on its way does nothing: the server's operation id guards the rest.
 * The button is not disabled, so its name and value travel and a screen reader keeps its place.
 */
export function guardSubmits() {
  /** @type {Set<HTMLFormElement>} */
  const sent = new Set();
  /** @param {HTMLFormElement} form */
  const release = (form) => {
    sent.delete(form);
    form.removeAttribute('aria-busy');
  };
  document.addEventListener('submit', (event) => {
    const form = event.target;
    // htmx has prevented the browser's own sending of its forms and guards them itself
    if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    form.setAttribute('aria-busy', 'true');
    setTimeout(release, RELEASE_MS, form);
  });
  // A page that comes back from the browser's cache
  window.addEventListener('pageshow', () => sent.forEach(release));
}
