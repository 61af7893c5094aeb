import { open } from 'node:fs/promises';
import type { PreparedSignature } from './append-signature.ts';
import { PdfError } from './pdf-error.ts';

/**
 * Puts the signature into a file made by `prepareSignature`. The reserved room must still be all zero.
 * Throws `contents-overflow` (with `neededBytes`: prepare again with more room) and `source-changed`.
 */
export async function completeSignature(
  path: string,
  prepared: Pick<PreparedSignature, 'contents' | 'size'>,
  cms: Uint8Array,
): Promise<void> {
  const { start, end } = prepared.contents;
  const room = (end - start - 2) / 2;
  if (cms.length > room)
    throw new PdfError('contents-overflow', `the signature needs ${cms.length} bytes and ${room} are reserved`, {
      neededBytes: cms.length,
    });
  const handle = await open(path, 'r+');
  try {
    const { size } = await handle.stat();
    const reserved = Buffer.alloc(end - start);
    await handle.read(reserved, 0, reserved.length, start);
    if (size !== prepared.size || !/^<0+>$/.test(reserved.toString('latin1')))
      throw new PdfError('source-changed', 'the prepared file is not as it was');
    await handle.write(Buffer.from(cms).toString('hex'), start + 1, 'latin1');
    await handle.sync();
  } finally {
    await handle.close();
  }
}
