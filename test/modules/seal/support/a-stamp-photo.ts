import sharp from 'sharp';
import { drawSeal } from '../../../../src/engines/seal-image/draw-seal.ts';
import { sealDesign } from '../../../../src/engines/seal-image/seal-design.ts';
import { toPng } from '../../../../src/engines/seal-image/to-png.ts';

/** A stamp on lit paper, as a telephone takes it. */
export async function stampPhoto() {
  const stamp = Buffer.from(await toPng(await drawSeal(sealDesign('official', { name: '澄州禾汀建设工程有限公司' })), 300));
  const paper = sharp({ create: { width: 700, height: 650, channels: 3, background: '#ece6da' } });
  const bytes = await paper
    .composite([{ input: stamp, left: 90, top: 80, blend: 'multiply' }])
    .jpeg()
    .toBuffer();
  return { name: '印章.jpg', type: 'image/jpeg', bytes };
}
