/** Long enough to type on, short enough not to wait for. */
const PAUSE_MS = 500;

/** Asks the server where a keyword stands, once it is typed. Of several answers only the last question's counts. */
export class KeywordSearch {
  /**
   * @param {HTMLElement} root
   * @param {(places: readonly import('./marks.js').Place[], text: string) => void} found
   */
  constructor(root, found) {
    this.root = root;
    this.found = found;
    /** The last question. */
    this.asked = '';
    this.timer = 0;
  }

  /** @param {string} keyword */
  ask(keyword) {
    if (keyword === this.asked) return;
    this.asked = keyword;
    clearTimeout(this.timer);
    if (keyword === '') return this.found([], '');
    this.timer = setTimeout(() => void this.fetch(keyword), PAUSE_MS);
  }

  /** @param {string} keyword */
  async fetch(keyword) {
    this.found([], this.root.dataset['textSearching'] ?? '');
    const answer = await fetch(`${this.root.dataset['keyword'] ?? ''}?keyword=${encodeURIComponent(keyword)}`, {
      headers: { accept: 'application/json' },
    }).catch(() => undefined);
    /** @type {{ places?: import('./marks.js').Place[], text?: string }} */
    const { places = [], text } = (await answer?.json().catch(() => ({}))) ?? {};
    if (keyword === this.asked) this.found(places, text ?? this.wordsFor(places));
  }

  /** @param {readonly import('./marks.js').Place[]} places */
  wordsFor(places) {
    if (places.length === 0) return this.root.dataset['textNotFound'] ?? '';
    const pages = new Set(places.map(({ page }) => page)).size;
    return (this.root.dataset['textFound'] ?? '').replace('{count}', String(places.length)).replace('{pages}', String(pages));
  }
}
