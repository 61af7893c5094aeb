/**
 * @typedef {{ width: number, height: number }} Size in millimetres, of the page as seen
 */

const BASE = '/assets/pdfjs/';
const MM_PER_POINT = 25.4 / 72;
/** Larger bitmaps cost memory and show nothing more. */
const MOST_PIXELS = 2400;

/** Pages of a PDF as pictures, rendered one after the other and kept as long as they are on screen. */
export class PdfPages {
  /** @param {any} pdf */
  constructor(pdf) {
    this.pdf = pdf;
    /** @type {Promise<unknown>} */
    this.queue = Promise.resolve();
  }

  /**
   * Opens the document in parts: of a large file only what is shown is fetched.
   * @param {string} url
   * @returns {Promise<PdfPages>}
   */
  static async open(url) {
    const pdfjs = await import(`${BASE}pdf.min.mjs`);
    pdfjs.GlobalWorkerOptions.workerSrc = `${BASE}pdf.worker.min.mjs`;
    const task = pdfjs.getDocument({
      url,
      cMapUrl: `${BASE}cmaps/`,
      cMapPacked: true,
      standardFontDataUrl: `${BASE}standard_fonts/`,
      wasmUrl: `${BASE}wasm/`,
      isEvalSupported: false,
      disableAutoFetch: true,
      disableStream: true,
    });
    return new PdfPages(await task.promise);
  }

  /** @returns {number} */
  get count() {
    return this.pdf.numPages;
  }

  /**
   * @param {number} number from 1
   * @returns {Promise<Size>}
   */
  async sizeOf(number) {
    const page = await this.pdf.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    return { width: width * MM_PER_POINT, height: height * MM_PER_POINT };
  }

  /**
   * The page as a picture of about `pixels` in width; the address is to be revoked when it is no longer shown.
   * @param {number} number from 1
   * @param {number} pixels
   * @returns {Promise<string>}
   */
  picture(number, pixels) {
    const next = this.queue.then(() => this.render(number, pixels));
    this.queue = next.catch(() => undefined);
    return next;
  }

  /**
   * @param {number} number
   * @param {number} pixels
   */
  async render(number, pixels) {
    const page = await this.pdf.getPage(number);
    const whole = page.getViewport({ scale: 1 });
    const scale = Math.min(pixels, MOST_PIXELS) / Math.max(whole.width, whole.height * 0.7);
    const viewport = page.getViewport({ scale });
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(viewport.width));
    canvas.height = Math.max(1, Math.round(viewport.height));
    await page.render({ canvas, viewport, background: '#ffffff' }).promise;
    /** @type {Blob | null} */
    const blob = await new Promise((done) => canvas.toBlob(done));
    canvas.width = 0;
    if (blob === null) throw new Error('the page cannot be drawn');
    return URL.createObjectURL(blob);
  }
}
