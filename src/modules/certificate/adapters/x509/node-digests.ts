import { createHash } from 'node:crypto';
import { Digests } from '../../ports/digests.ts';

export class NodeDigests extends Digests {
  override sha256(bytes: Uint8Array): Uint8Array {
    return createHash('sha256').update(bytes).digest();
  }
}
