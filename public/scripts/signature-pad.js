import { fresh } from './once.js';

const svgNamespace = 'http://www.w3.org/2000/svg';
/** Points nearer than this (in millimetres) to the last one add nothing. */
const leastStep = 0.15;

/** Writing with mouse, pen or finger on an SVG whose unit is the millimetre; what is written goes along as numbers. */
function enhancePads() {
  for (const field of fresh('[data-signature-pad]')) {
    const pad = field.querySelector('svg');
    const ink = field.querySelector('[data-ink]');
    const value = field.querySelector('input');
    const clear = field.querySelector('[data-clear]');
    const form = field.closest('form');
    if (!(pad instanceof SVGSVGElement) || !(ink instanceof SVGGElement) || !value || !(clear instanceof HTMLElement) || !form) continue;
    const paint = () => paintInk(ink, new FormData(form));
    const writer = new Writer(pad, ink, () => (value.value = writer.text));
    clear.hidden = false;
    clear.addEventListener('click', () => writer.clear());
    form.addEventListener('change', paint);
    paint();
  }
}

/**
 * @param {SVGGElement} ink
 * @param {FormData} chosen
 */
function paintInk(ink, chosen) {
  ink.setAttribute('stroke', String(chosen.get('color') ?? '#1d2129'));
  ink.setAttribute('stroke-width', String(chosen.get('strokeMm') ?? '0.7'));
}

class Writer {
  /** @type {number[][]} */
  strokes = [];
  /** @type {SVGPolylineElement | undefined} */
  line;

  /**
   * @param {SVGSVGElement} pad
   * @param {SVGGElement} ink
   * @param {() => void} changed
   */
  constructor(pad, ink, changed) {
    this.pad = pad;
    this.ink = ink;
    this.changed = changed;
    pad.style.touchAction = 'none';
    pad.style.cursor = 'crosshair';
    pad.addEventListener('pointerdown', (event) => this.begin(event));
    pad.addEventListener('pointermove', (event) => this.move(event));
    for (const end of ['pointerup', 'pointercancel']) pad.addEventListener(end, () => this.end());
  }

  get text() {
    return this.strokes.map((stroke) => stroke.join(' ')).join('\n');
  }

  /** @param {PointerEvent} event */
  begin(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.pad.setPointerCapture(event.pointerId);
    this.strokes.push([]);
    this.line = document.createElementNS(svgNamespace, 'polyline');
    this.ink.append(this.line);
    this.add(event);
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.line) return;
    for (const point of event.getCoalescedEvents?.() ?? [event]) this.add(point);
  }

  end() {
    this.line = undefined;
    this.changed();
  }

  clear() {
    this.strokes = [];
    this.line = undefined;
    this.ink.replaceChildren();
    this.changed();
  }

  /** @param {PointerEvent} event */
  add(event) {
    const stroke = this.strokes.at(-1);
    const matrix = this.pad.getScreenCTM();
    if (!stroke || !matrix || !this.line) return;
    const { width, height } = this.pad.viewBox.baseVal;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    const [px, py] = [Math.min(width, Math.max(0, x)), Math.min(height, Math.max(0, y))];
    const [lastX = -9, lastY = -9] = stroke.slice(-2);
    if (Math.hypot(px - lastX, py - lastY) < leastStep) return;
    stroke.push(Math.round(px * 100) / 100, Math.round(py * 100) / 100);
    this.line.setAttribute('points', (stroke.length === 2 ? [...stroke, ...stroke] : stroke).join(' '));
  }
}

enhancePads();
document.addEventListener('htmx:after:swap', enhancePads);
