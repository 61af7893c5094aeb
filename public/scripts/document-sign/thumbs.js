import { marksOn } from './marks.js';
import { sealPicture, set, svg } from './svg.js';

/** More are not listed: other pages are reached by their number. */
export const MOST_THUMBS = 300;

/** The list of pages beside the stage: pictures come when they are scrolled to. */
export class Thumbs {
  /**
   * @param {HTMLElement} box
   * @param {import('./pdf-pages.js').PdfPages} pages
   * @param {{ page: string, marked: string, many: string }} words
   * @param {(page: number) => void} chosen
   */
  constructor(box, pages, words, chosen) {
    this.pages = pages;
    this.words = words;
    const count = Math.min(pages.count, MOST_THUMBS);
    this.items = Array.from({ length: count }, (_, index) => this.item(index + 1, chosen));
    box.replaceChildren(...this.items.map(({ link }) => link));
    if (pages.count > count) {
      const note = document.createElement('p');
      note.className = 'sm muted';
      note.textContent = words.many.replace('{count}', String(count));
      box.append(note);
    }
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          const found = isIntersecting ? this.items.find(({ link }) => link === target) : undefined;
          if (found === undefined) continue;
          observer.unobserve(target);
          void this.load(found);
        }
      },
      { root: box, rootMargin: '200px' },
    );
    for (const { link } of this.items) observer.observe(link);
  }

  /**
   * @param {number} page
   * @param {(page: number) => void} chosen
   */
  item(page, chosen) {
    const link = document.createElement('a');
    link.className = 'thumb';
    link.href = '#main';
    const image = svg('image', { width: 210, height: 297, preserveAspectRatio: 'none' });
    const marks = svg('g');
    const view = svg('svg', { viewBox: '0 0 210 297', 'aria-hidden': 'true' }, [image, marks]);
    const marked = document.createElement('span');
    marked.className = 'vh';
    link.append(view, this.words.page.replace('{n}', String(page)), marked);
    link.addEventListener('click', (event) => {
      event.preventDefault();
      chosen(page);
    });
    return { page, link, view, image, marks, marked, paper: { width: 210, height: 297 } };
  }

  /** @param {ReturnType<Thumbs['item']>} item */
  async load(item) {
    item.paper = await this.pages.sizeOf(item.page);
    const { width, height } = item.paper;
    set(item.view, { viewBox: `0 0 ${width} ${height}` });
    set(item.image, { width, height });
    if (this.latest !== undefined) this.mark(item, this.latest);
    set(item.image, { href: await this.pages.picture(item.page, 176) });
  }

  /** @param {number} page */
  setCurrent(page) {
    for (const { link, page: own } of this.items) {
      if (own !== page) {
        link.removeAttribute('aria-current');
        continue;
      }
      link.setAttribute('aria-current', 'page');
      link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }

  /**
   * Shows on every listed page what it will get.
   * @param {{ placement: import('./marks.js').Placement, pages: readonly number[], seal: { width: number, height: number }, picture: string }} plan
   */
  setMarks(plan) {
    this.latest = plan;
    for (const item of this.items) this.mark(item, plan);
  }

  /**
   * @param {ReturnType<Thumbs['item']>} item
   * @param {NonNullable<Thumbs['latest']>} plan
   */
  mark(item, { placement, pages, seal, picture }) {
    const marks = marksOn(placement, item.page, pages, item.paper, seal);
    item.marks.replaceChildren(...marks.map((mark) => sealPicture(picture, mark)));
    item.marked.textContent = marks.length === 0 ? '' : this.words.marked;
  }
}

/** @type {{ placement: import('./marks.js').Placement, pages: readonly number[], seal: { width: number, height: number }, picture: string } | undefined} */
Thumbs.prototype.latest = undefined;
