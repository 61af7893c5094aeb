/**
 * The fields of the signing form. Certificates that do not fit the chosen seal are taken off the list.
 */
export class SigningForm {
  /**
   * @param {HTMLElement} root
   * @param {() => void} changed
   */
  constructor(root, changed) {
    const form = root.querySelector('form.side');
    this.form = form instanceof HTMLFormElement ? form : undefined;
    this.note = root.querySelector('[data-place-note]');
    const hint = root.querySelector('[data-move-hint]');
    if (hint instanceof HTMLElement) hint.hidden = false;
    const select = this.form?.querySelector('select[name="certificate"]');
    this.select = select instanceof HTMLSelectElement ? select : undefined;
    this.options = [...(this.select?.options ?? [])];
    this.form?.addEventListener('input', () => this.onInput(changed));
    this.fitCertificates();
    /** @type {readonly import('./marks.js').Place[]} */
    this.places = [];
  }

  /** @param {() => void} changed */
  onInput(changed) {
    this.fitCertificates();
    changed();
  }

  fitCertificates() {
    const seal = this.chosenSeal();
    if (this.select === undefined || seal === undefined) return;
    const chosen = this.select.value;
    this.select.replaceChildren(...this.options.filter((option) => option.dataset['fits'] === seal.dataset['fits']));
    this.select.value = chosen;
    if (this.select.selectedIndex < 0) this.select.selectedIndex = 0;
  }

  chosenSeal() {
    const input = this.form?.querySelector('input[name="seal"]:checked');
    return input instanceof HTMLInputElement ? input : undefined;
  }

  /** The chosen seal with its size in millimetres. */
  seal() {
    const input = this.chosenSeal();
    if (input === undefined) return undefined;
    return { width: Number(input.dataset['width']), height: Number(input.dataset['height']), picture: input.dataset['picture'] ?? '' };
  }

  /** @returns {import('./marks.js').Placement} */
  placement() {
    const mode = this.form?.querySelector('input[name="mode"]:checked');
    return {
      mode: mode instanceof HTMLInputElement ? mode.value : 'current',
      page: Math.trunc(this.number('page')),
      x: this.number('x'),
      y: this.number('y'),
      pages: this.field('pages')?.value ?? '',
      edge: this.field('edge')?.value ?? 'right',
      position: this.number('position'),
      dx: this.number('dx'),
      dy: this.number('dy'),
      places: this.places,
    };
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  setPlace(x, y) {
    const { mode, edge } = this.placement();
    if (mode === 'straddle') return this.set('position', (edge === 'left' || edge === 'right' ? y : x).toFixed(1));
    this.set('x', x.toFixed(1));
    this.set('y', y.toFixed(1));
  }

  /** @param {number} page */
  setPage(page) {
    this.set('page', String(page));
  }

  keyword() {
    return (this.field('keyword')?.value ?? '').trim();
  }

  /** @param {string} text */
  say(text) {
    if (this.note !== null && this.note.textContent !== text) this.note.textContent = text;
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  set(name, value) {
    const field = this.field(name);
    if (field !== undefined) field.value = value;
  }

  /** @param {string} name */
  number(name) {
    const value = Number((this.field(name)?.value ?? '').normalize('NFKC').trim());
    return Number.isFinite(value) ? value : 0;
  }

  /** @param {string} name */
  field(name) {
    const field = this.form?.elements.namedItem(name);
    return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field : undefined;
  }
}
