import type { Handwriting } from '../domain/personal-seal.ts';
import type { SealDesign } from '../domain/seal-design.ts';
import type { DrawingParameters } from '../domain/seal-picture.ts';

/** Draws made seals: one geometry, written as SVG (preview), PNG and PDF form. */
export abstract class SealDrawings {
  /**
   * Every drawing parameter of a design.
   * @throws InvalidFields when it cannot be drawn: a missing character, parts that run into each other, a name that is too long.
   */
  abstract resolve(design: SealDesign): Promise<DrawingParameters>;
  /** The drawing of a person's name seal (人名章), by the verified name; throws InvalidFields like `resolve`. */
  abstract resolveName(name: string): Promise<DrawingParameters>;
  /** SVG in millimetres with the origin in the centre. Parameters that no seal has throw. */
  abstract svg(drawing: DrawingParameters): Promise<string>;
  abstract handwritingSvg(handwriting: Handwriting): string;
  abstract png(drawing: DrawingParameters, dpi: number): Promise<Uint8Array>;
}
