/** A rectangle in PDF user space: lower left and upper right corner. */
export type Rect = readonly [x0: number, y0: number, x1: number, y1: number];

export type Rotation = 0 | 90 | 180 | 270;

/** What placing needs to know of a page: the CropBox, /Rotate and /UserUnit (ISO 32000-1 7.7.3.3, 14.11.2). */
export interface PageGeometry {
  readonly cropBox: Rect;
  readonly rotate: Rotation;
  readonly userUnit: number;
}

/** A rectangle on the page as seen, in millimetres from its left and its top edge. */
export interface SeenRect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const mmPerInch = 25.4;
const unitsPerInch = 72;

/** Translates between the page as a person sees it (millimetres from the left and the top) and PDF user space. */
export class PageFrame {
  readonly #page: PageGeometry;
  readonly #unitsPerMm: number;

  constructor(page: PageGeometry) {
    this.#page = page;
    // One user space unit is UserUnit / 72 inch.
    this.#unitsPerMm = unitsPerInch / mmPerInch / page.userUnit;
  }

  /** Width of the page as seen, in millimetres. */
  get width(): number {
    return this.#turned ? this.#boxHeight / this.#unitsPerMm : this.#boxWidth / this.#unitsPerMm;
  }

  /** Height of the page as seen, in millimetres. */
  get height(): number {
    return this.#turned ? this.#boxWidth / this.#unitsPerMm : this.#boxHeight / this.#unitsPerMm;
  }

  /** The user space rectangle under a rectangle of the page as seen. */
  toUserSpace(seen: SeenRect): Rect {
    const [ax, ay] = this.#point(seen.left, seen.top);
    const [bx, by] = this.#point(seen.left + seen.width, seen.top + seen.height);
    return [round(Math.min(ax, bx)), round(Math.min(ay, by)), round(Math.max(ax, bx)), round(Math.max(ay, by))];
  }

  /** The rectangle of the page as seen over a user space rectangle. */
  toSeen([x0, y0, x1, y1]: Rect): SeenRect {
    const [al, at] = this.#seenPoint(x0, y0);
    const [bl, bt] = this.#seenPoint(x1, y1);
    return { left: Math.min(al, bl), top: Math.min(at, bt), width: Math.abs(bl - al), height: Math.abs(bt - at) };
  }

  get #turned(): boolean {
    return this.#page.rotate === 90 || this.#page.rotate === 270;
  }

  get #boxWidth(): number {
    return this.#page.cropBox[2] - this.#page.cropBox[0];
  }

  get #boxHeight(): number {
    return this.#page.cropBox[3] - this.#page.cropBox[1];
  }

  #point(left: number, top: number): readonly [x: number, y: number] {
    const u = left * this.#unitsPerMm;
    const v = top * this.#unitsPerMm;
    const [x0, y0, x1, y1] = this.#page.cropBox;
    switch (this.#page.rotate) {
      case 0:
        return [x0 + u, y1 - v];
      // Turned clockwise: the bottom edge of the sheet is seen on the left, its left edge at the top.
      case 90:
        return [x0 + v, y0 + u];
      case 180:
        return [x1 - u, y0 + v];
      case 270:
        return [x1 - v, y1 - u];
    }
  }

  #seenPoint(x: number, y: number): readonly [left: number, top: number] {
    const [x0, y0, x1, y1] = this.#page.cropBox;
    const k = this.#unitsPerMm;
    switch (this.#page.rotate) {
      case 0:
        return [(x - x0) / k, (y1 - y) / k];
      case 90:
        return [(y - y0) / k, (x - x0) / k];
      case 180:
        return [(x1 - x) / k, (y - y0) / k];
      case 270:
        return [(y1 - y) / k, (x1 - x) / k];
    }
  }
}

function round(units: number): number {
  return Math.round(units * 1000) / 1000;
}
