import { create } from 'qrcode';

/** A QR code as one SVG path over a square of `size` modules, quiet zone of 4 included: locals of `components/qr`. */
export interface QrSymbol {
  readonly size: number;
  readonly path: string;
}

const QUIET = 4;

/** Draws the text as a QR code with error correction M (ISO/IEC 18004). */
export function qrSymbol(text: string): QrSymbol {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      let run = 0;
      while (column + run < modules.size && modules.get(row, column + run)) run++;
      if (run === 0) continue;
      path += `M${column + QUIET} ${row + QUIET}h${run}v1h-${run}z`;
      column += run;
    }
  }
  return { size: modules.size + 2 * QUIET, path };
}
