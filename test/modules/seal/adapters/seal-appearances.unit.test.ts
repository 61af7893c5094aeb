import { describe, expect, it } from 'vitest';
import { drawSeal } from '../../../../src/engines/seal-image/draw-seal.ts';
import { sealDefaults } from '../../../../src/engines/seal-image/seal-design.ts';
import { toPng } from '../../../../src/engines/seal-image/to-png.ts';
import type { Blobs } from '../../../../src/kernel/blobs.ts';
import { SealAppearances } from '../../../../src/modules/seal/adapters/pdf/seal-appearances.ts';
import { EngineSealDrawings } from '../../../../src/modules/seal/adapters/seal-image/engine-seal-drawings.ts';
import { newSeal } from '../support/a-seal.ts';

const scan = await toPng(await drawSeal({ ...sealDefaults.official, name: '澄州禾汀公司' }), 150);
const info = { id: 'blob-1', name: 'seal.png', mediaType: 'image/png', size: scan.length, sha256: '' };
const blobs: Blobs = { put: async () => info, info: async () => info, bytes: async () => scan, remove: async () => {} };
const appearances = () => new SealAppearances(new EngineSealDrawings(), blobs);

describe('how a picture goes into a document', () => {
  it('is paths for a made seal, of its size in life', async () => {
    const { form, size } = await appearances().of(newSeal('finance').picture);
    expect(form.images).toBeUndefined();
    expect(size.width).toBeCloseTo(38, 2);
  });

  it('is lines for a written signature (SEA-021, SEA-028)', async () => {
    const { form, size } = await appearances().of({ way: 'written', strokes: [[1, 1, 11, 5]], strokeMm: 1, color: '#0033a0' });
    expect(form.images).toBeUndefined();
    expect(new TextDecoder().decode(form.content)).toContain('1 w 1 J 1 j');
    expect(size.width).toBeCloseTo(11.6, 2);
  });

  it('is one image for a scanned seal, as wide as the person measured (SEA-005)', async () => {
    const { form, size } = await appearances().of({ way: 'scanned', blobId: 'blob-1', widthMm: 39 });
    expect(Object.keys(form.images ?? {})).toHaveLength(1);
    expect([size.width, size.height]).toEqual([expect.closeTo(39, 1), expect.closeTo(39, 1)]);
  });

  it('is remembered: the same picture is the same object, so that it is compressed once', async () => {
    const kept = appearances();
    const { picture } = newSeal();
    expect((await kept.of(picture)).form).toBe((await kept.of({ ...picture })).form);
  });
});
