import type { Response } from 'express';
import type { Blobs } from '../../../../kernel/blobs.ts';

/** A stored paper to its reader: never cached, never able to run anything; a PDF is downloaded, a picture shown. */
export async function sendPaper(res: Response, blobs: Blobs, blobId: string): Promise<void> {
  const info = await blobs.info(blobId);
  const disposition = info.mediaType === 'application/pdf' ? 'attachment' : 'inline';
  res.set('Cache-Control', 'no-store').set('Content-Security-Policy', "default-src 'none'; sandbox").type(info.mediaType);
  res.set('Content-Disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(info.name)}`);
  res.send(Buffer.from(await blobs.bytes(info.id)));
}
