import { createRequire } from 'node:module';
import type { Font } from 'fontkit';
import type { Glyph, GlyphSource } from './glyph-source.ts';
import { pathBox } from './path-box.ts';
import type { SealWeight } from './seal-design.ts';
import type { PathCommand } from './seal-drawing.ts';
import { SealImageError } from './seal-image-error.ts';
import { transformPath } from './transform.ts';

const files: Readonly<Record<SealWeight, string>> = {
  400: '400Regular/NotoSerifSC_400Regular.ttf',
  500: '500Medium/NotoSerifSC_500Medium.ttf',
  600: '600SemiBold/NotoSerifSC_600SemiBold.ttf',
  700: '700Bold/NotoSerifSC_700Bold.ttf',
  900: '900Black/NotoSerifSC_900Black.ttf',
};

const loaded = new Map<SealWeight, Promise<GlyphSource>>();

/** The seal typeface, Noto Serif SC (SIL OFL 1.1) as whole TTF files: read at first use, then kept. */
export function sealFont(weight: SealWeight): Promise<GlyphSource> {
  const known = loaded.get(weight);
  if (known !== undefined) return known;
  const font = openFont(weight);
  loaded.set(weight, font);
  return font;
}

async function openFont(weight: SealWeight): Promise<GlyphSource> {
  const { open } = await import('fontkit');
  const font = await open(createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-serif-sc/${files[weight]}`));
  if (!('glyphForCodePoint' in font)) throw new Error('the seal typeface is a collection');
  return new OutlineFont(font);
}

const glyphsKept = 4000;

class OutlineFont implements GlyphSource {
  readonly #font: Font;
  readonly #glyphs = new Map<string, Glyph>();

  constructor(font: Font) {
    this.#font = font;
  }

  glyph(character: string): Glyph {
    const known = this.#glyphs.get(character);
    if (known !== undefined) return known;
    const glyph = this.#outline(character);
    if (this.#glyphs.size >= glyphsKept) this.#glyphs.clear();
    this.#glyphs.set(character, glyph);
    return glyph;
  }

  #outline(character: string): Glyph {
    const codePoint = character.codePointAt(0);
    if (codePoint === undefined || !this.#font.hasGlyphForCodePoint(codePoint)) throw missing(character);
    const { commands } = this.#font.glyphForCodePoint(codePoint).path;
    if (commands.length === 0) throw missing(character);
    const perEm = 1 / this.#font.unitsPerEm;
    // fonts count y upwards
    const path = transformPath(commands.map(toCommand), [perEm, 0, 0, -perEm, 0, 0]);
    return { path, ink: pathBox(path) };
  }
}

function missing(character: string): SealImageError {
  return new SealImageError('missing-glyph', character, `the seal typeface has no outline for ${character}`);
}

function toCommand({ command, args }: { command: string; args: readonly number[] }): PathCommand {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args;
  switch (command) {
    case 'moveTo':
      return ['M', a, b];
    case 'lineTo':
      return ['L', a, b];
    case 'quadraticCurveTo':
      return ['Q', a, b, c, d];
    case 'bezierCurveTo':
      return ['C', a, b, c, d, e, f];
    default:
      return ['Z'];
  }
}
