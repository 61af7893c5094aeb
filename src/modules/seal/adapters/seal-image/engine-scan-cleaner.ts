import sharp from 'sharp';
import { cleanScan } from '../../../../engines/seal-image/clean-scan.ts';
import { SealImageError } from '../../../../engines/seal-image/seal-image-error.ts';
import { InvalidFields } from '../../../../kernel/domain-error.ts';
import type { CleanedScan, ScanCleaner } from '../../ports/scan-cleaner.ts';

const shownSide = 480;

export class EngineScanCleaner implements ScanCleaner {
  async clean(picture: Uint8Array, threshold: number | undefined): Promise<CleanedScan> {
    try {
      const clean = await cleanScan(picture, threshold);
      const small = sharp(picture).rotate().resize({ width: shownSide, height: shownSide, fit: 'inside', withoutEnlargement: true });
      const before = await small.jpeg({ quality: 75 }).toBuffer();
      return { before, after: clean.png, heightToWidth: clean.height / clean.width, threshold: clean.threshold };
    } catch (error) {
      if (error instanceof SealImageError) throw new InvalidFields([{ field: 'picture', code: codeOf(error) }]);
      throw error;
    }
  }
}

function codeOf({ code, subject }: SealImageError): string {
  if (subject === 'ink') return 'seal.no-stamp-in-picture';
  return code === 'image-too-large' ? 'upload.too-large' : 'upload.not-a-picture';
}
