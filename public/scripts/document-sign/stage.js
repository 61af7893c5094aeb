import { grid, MARGIN, rulers } from './rulers.js';
import { sealPicture, set, svg } from './svg.js';

/** @typedef {{ left: number, top: number, width: number, height: number }} Box millimetres */

const BLUE = '#0052d9';
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
const PX_PER_MM = 96 / 25.4;

/**
 * The large page under millimetre rulers; its unit is the millimetre. The seal is moved by mouse, finger and arrow keys.
 */
export class Stage {
  /**
   * @param {HTMLElement} box
   * @param {(place: { x: number, y: number }) => void} moved the seal's centre, wholly on the page
   */
  constructor(box, moved) {
    this.box = box;
    this.moved = moved;
    this.zoom = 0;
    this.gridOn = true;
    this.paper = { width: 210, height: 297 };
    this.image = svg('image', { preserveAspectRatio: 'none' });
    this.sheet = svg('rect', { fill: '#fff' });
    this.furniture = svg('g');
    this.fixed = svg('g', { 'aria-hidden': 'true' });
    this.seal = svg('g', { class: 'placed', tabindex: 0, role: 'img' });
    this.labels = svg('g', { 'font-size': 4.4, fill: '#fff', 'aria-hidden': 'true', 'pointer-events': 'none' });
    this.view = svg('svg', { role: 'group' }, [this.sheet, this.image, this.furniture, this.fixed, this.seal, this.labels]);
    /** What shows of the seal, when it can be moved. @type {Box | undefined} */
    this.held = undefined;
    this.seal.style.touchAction = 'none';
    box.style.overflow = 'auto';
    this.listen();
  }

  /** @param {{ width: number, height: number }} paper */
  setPaper(paper) {
    this.paper = paper;
    const { width, height } = paper;
    set(this.view, {
      viewBox: `${-MARGIN.left} ${-MARGIN.top} ${width + MARGIN.left + MARGIN.right} ${height + MARGIN.top + MARGIN.bottom}`,
    });
    for (const element of [this.image, this.sheet]) set(element, { width, height });
    this.drawFurniture();
    this.resize();
  }

  drawFurniture() {
    this.furniture.replaceChildren(...(this.gridOn ? [grid(this.paper)] : []), rulers(this.paper));
  }

  /** @param {string} href */
  setPicture(href) {
    const old = this.image.getAttribute('href');
    set(this.image, { href });
    if (old?.startsWith('blob:')) URL.revokeObjectURL(old);
  }

  clearPicture() {
    const old = this.image.getAttribute('href');
    this.image.removeAttribute('href');
    if (old?.startsWith('blob:')) URL.revokeObjectURL(old);
  }

  /**
   * One seal that can be moved, or all those that a keyword places.
   * @param {readonly import('./marks.js').Mark[]} marks
   * @param {string} picture
   * @param {{ movable: boolean, words: string }} how
   */
  setSeals(marks, picture, { movable, words }) {
    const [mark] = marks;
    this.held = movable && mark !== undefined ? boxOf(mark) : undefined;
    if (this.held === undefined) this.seal.removeAttribute('tabindex');
    else set(this.seal, { tabindex: 0 });
    this.fixed.replaceChildren();
    this.seal.replaceChildren();
    this.labels.replaceChildren();
    if (mark === undefined) return;
    if (this.held === undefined) return this.fixed.replaceChildren(...marks.map((one) => sealPicture(picture, one)));
    const shown = sealPicture(picture, mark);
    const { left, top, width, height } = this.held;
    const [x, y] = [left + width / 2, top + height / 2];
    this.seal.replaceChildren(
      shown,
      svg('rect', {
        fill: 'transparent',
        stroke: BLUE,
        'stroke-width': 0.5,
        'stroke-dasharray': '2 1.5',
        x: left - 1.5,
        y: top - 1.5,
        width: width + 3,
        height: height + 3,
      }),
      svg('path', {
        stroke: BLUE,
        'stroke-width': 0.3,
        'stroke-dasharray': '1 1.5',
        d: `M0 ${y}H${left - 1.5}M${x} 0V${top - 1.5}`,
        'pointer-events': 'none',
      }),
    );
    set(this.seal, { 'aria-label': words });
    this.labels.replaceChildren(...label(11.5, y, x), ...label(x, 8, y));
  }

  /** @param {'in' | 'out' | 'fit'} way */
  setZoom(way) {
    if (way === 'fit') this.zoom = 0;
    else {
      const now = this.shownZoom();
      const next = way === 'in' ? ZOOMS.find((zoom) => zoom > now + 0.01) : ZOOMS.filter((zoom) => zoom < now - 0.01).at(-1);
      this.zoom = next ?? now;
    }
    this.resize();
  }

  resize() {
    const width = this.paper.width + MARGIN.left + MARGIN.right;
    const pixels = this.zoom * PX_PER_MM * width;
    this.view.style.width = this.zoom === 0 ? '' : `${Math.round(pixels)}px`;
    this.view.style.height = this.zoom === 0 ? '' : `${Math.round((pixels / width) * (this.paper.height + MARGIN.top + MARGIN.bottom))}px`;
    this.view.style.maxWidth = this.zoom === 0 ? '' : 'none';
  }

  /** Pixels of the screen to a millimetre of paper, 1 being 96 dpi. */
  shownZoom() {
    const matrix = this.view.getScreenCTM();
    return matrix === null ? 1 : matrix.a / PX_PER_MM;
  }

  listen() {
    /** @type {{ dx: number, dy: number } | undefined} */
    let held;
    this.seal.addEventListener('pointerdown', (event) => {
      if (this.held === undefined || event.button !== 0) return;
      const at = this.pointAt(event);
      held = { dx: this.held.left + this.held.width / 2 - at.x, dy: this.held.top + this.held.height / 2 - at.y };
      this.seal.setPointerCapture(event.pointerId);
      this.seal.focus({ preventScroll: true });
      event.preventDefault();
    });
    this.seal.addEventListener('pointermove', (event) => {
      if (held === undefined) return;
      const at = this.pointAt(event);
      this.moveTo(at.x + held.dx, at.y + held.dy);
    });
    for (const end of ['pointerup', 'pointercancel']) this.seal.addEventListener(end, () => (held = undefined));
    this.seal.addEventListener('keydown', (event) => this.onKey(event));
    this.view.addEventListener('click', (event) => {
      if (event.target !== this.image && event.target !== this.sheet) return;
      const { x, y } = this.pointAt(event);
      this.moveTo(x, y);
    });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    if (this.held === undefined || (dx === 0 && dy === 0)) return;
    event.preventDefault();
    const step = event.shiftKey ? 10 : 1;
    const { left, top, width, height } = this.held;
    this.moveTo(left + width / 2 + (dx ?? 0) * step, top + height / 2 + (dy ?? 0) * step);
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  moveTo(x, y) {
    if (this.held === undefined) return;
    const { width, height } = this.held;
    this.moved({ x: within(x, width, this.paper.width), y: within(y, height, this.paper.height) });
  }

  /**
   * @param {MouseEvent} event
   * @returns {{ x: number, y: number }}
   */
  pointAt({ clientX, clientY }) {
    const matrix = this.view.getScreenCTM();
    return matrix === null ? { x: 0, y: 0 } : new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
  }
}

/**
 * What shows of a seal on this page.
 * @param {import('./marks.js').Mark} mark
 * @returns {Box}
 */
function boxOf({ left, top, width, height, part }) {
  return { left, top, width: width * (part.right - part.left), height: height * (part.bottom - part.top) };
}

/**
 * The centre of a side that stays wholly on the paper.
 * @param {number} centre
 * @param {number} side
 * @param {number} paper
 */
function within(centre, side, paper) {
  return side >= paper ? paper / 2 : Math.max(side / 2, Math.min(centre, paper - side / 2));
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} value
 */
function label(x, y, value) {
  return [
    svg('rect', { fill: BLUE, x: x - 8.5, y: y - 4, width: 17, height: 8, rx: 1 }),
    svg('text', { x, y: y + 1.7, 'text-anchor': 'middle' }, [value.toFixed(1)]),
  ];
}
