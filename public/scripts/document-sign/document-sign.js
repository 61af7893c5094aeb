import { SigningForm } from './form.js';
import { KeywordSearch } from './keyword-search.js';
import { marksOn, pagesOf } from './marks.js';
import { PdfPages } from './pdf-pages.js';
import { Stage } from './stage.js';
import { Thumbs } from './thumbs.js';

/** The signing page with script: the form stays what is sent, everything here only fills it and shows what it says. */
class Signer {
  /**
   * @param {HTMLElement} root
   * @param {PdfPages} pages
   */
  constructor(root, pages) {
    this.root = root;
    this.pages = pages;
    this.form = new SigningForm(root, () => this.update());
    this.current = 0;
    const box = find(root, '[data-stage]');
    this.stage = new Stage(box, (place) => this.onMoved(place));
    box.replaceChildren(this.stage.view);
    const words = { page: this.words('Page'), marked: this.words('Marked'), many: this.words('Many') };
    this.thumbs = new Thumbs(find(root, '[data-thumbs]'), pages, words, (page) => this.choose(page));
    this.search = new KeywordSearch(root, (places, text) => this.onFound(places, text));
    this.listen();
    new ResizeObserver(() => this.showZoom()).observe(box);
  }

  /** @param {string} name */
  words(name) {
    return this.root.dataset[`text${name}`] ?? '';
  }

  listen() {
    find(this.root, '[data-tools]').hidden = false;
    for (const button of this.root.querySelectorAll('[data-zoom]')) {
      button.addEventListener('click', () => {
        const way = button.getAttribute('data-zoom');
        if (way === 'in' || way === 'out' || way === 'fit') this.stage.setZoom(way);
        this.showZoom();
        void this.draw();
      });
    }
    const gridButton = find(this.root, '[data-grid]');
    gridButton.addEventListener('click', () => {
      this.stage.gridOn = !this.stage.gridOn;
      gridButton.setAttribute('aria-pressed', String(this.stage.gridOn));
      this.stage.drawFurniture();
    });
  }

  showZoom() {
    find(this.root, '[data-zoom-shown]').textContent = `${Math.round(this.stage.shownZoom() * 100)}%`;
  }

  /** @param {{ x: number, y: number }} place */
  onMoved({ x, y }) {
    this.form.setPlace(x, y);
    this.update();
  }

  /**
   * @param {readonly import('./marks.js').Place[]} places
   * @param {string} text
   */
  onFound(places, text) {
    this.form.places = places;
    this.found = text;
    const [first] = places;
    if (first !== undefined && !places.some(({ page }) => page === this.current)) void this.show(first.page);
    else this.update();
  }

  /** @param {number} page */
  choose(page) {
    this.form.setPage(page);
    void this.show(page);
  }

  /** @param {number} page */
  async show(page) {
    if (page < 1 || page > this.pages.count) return;
    this.current = page;
    this.thumbs.setCurrent(page);
    const paper = await this.pages.sizeOf(page);
    if (this.current !== page) return;
    this.stage.clearPicture();
    this.stage.setPaper(paper);
    find(this.root, '[data-stage]').setAttribute('aria-label', this.words('Page').replace('{n}', String(page)));
    this.update();
    this.showZoom();
    await this.draw();
  }

  async draw() {
    const page = this.current;
    const shown = this.stage.shownZoom() * (96 / 25.4) * this.stage.paper.width;
    const picture = await this.pages.picture(page, Math.max(600, shown * Math.min(2, devicePixelRatio)));
    if (this.current === page) this.stage.setPicture(picture);
    else URL.revokeObjectURL(picture);
  }

  /** Shows what the form says now. */
  update() {
    const placement = this.form.placement();
    if (placement.mode === 'keyword') this.search.ask(this.form.keyword());
    if (placement.mode === 'current' && placement.page !== this.current && placement.page >= 1 && placement.page <= this.pages.count) {
      return void this.show(placement.page);
    }
    const pages = pagesOf(placement, this.pages.count) ?? [];
    const seal = this.form.seal();
    const count = pages.length === 0 ? '' : this.words('Count').replace('{count}', String(pages.length));
    this.form.say(placement.mode === 'keyword' ? (this.found ?? '') : count);
    if (seal === undefined) return;
    const { picture } = seal;
    const marks = marksOn(placement, this.current, pages, this.stage.paper, seal);
    const words = this.words('Placed').replace('{x}', placement.x.toFixed(1)).replace('{y}', placement.y.toFixed(1));
    this.stage.setSeals(marks, picture, { movable: placement.mode !== 'keyword', words });
    this.thumbs.setMarks({ placement, pages, seal, picture });
  }
}

/**
 * @param {HTMLElement} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
function find(root, selector) {
  const element = root.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`${selector} is not on the page`);
  return element;
}

const root = document.querySelector('[data-signer]');
if (root instanceof HTMLElement) {
  try {
    const pages = await PdfPages.open(root.dataset['pdf'] ?? '');
    const signer = new Signer(root, pages);
    await signer.show(Math.min(pages.count, Math.max(1, signer.form.placement().page || 1)));
  } catch (error) {
    console.error(error);
    const note = root.querySelector('[data-stage-note]');
    if (note?.firstChild) note.firstChild.textContent = `${root.dataset['textFailed'] ?? ''} `;
  }
}
