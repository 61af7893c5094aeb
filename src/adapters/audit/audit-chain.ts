import { createHmac, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto';

/** One row as it is chained: the exact text PostgreSQL keeps, so that reading it again gives the same bytes. */
export interface ChainedRow {
  readonly id: number;
  /** ISO 8601, UTC, microseconds: as PostgreSQL keeps it. */
  readonly at: string;
  readonly actor: string;
  readonly actorName: string;
  readonly action: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly entry: string;
}

/** The last sealed row, signed: deleting rows at the end shows, because the head knows how many there were. */
export interface ChainHead {
  readonly position: number;
  readonly hash: string;
  readonly signature: string;
}

export const emptyHead = { position: 0, hash: '' } as const;

/** Links audit rows by a keyed hash (HMAC-SHA-256 over the previous hash and the row) and signs the head (Ed25519, RFC 8032). */
export class AuditChain {
  readonly #chainKey: Buffer;
  readonly #signingKey: KeyObject;

  constructor(auditKey: Uint8Array) {
    this.#chainKey = Buffer.from(hkdfSync('sha256', auditKey, '', 'audit/chain', 32));
    const seed = Buffer.from(hkdfSync('sha256', auditKey, '', 'audit/head', 32));
    // RFC 8410 7: PKCS #8 of an Ed25519 key is this prefix and the seed.
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    this.#signingKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  }

  hash(previous: string, position: number, row: ChainedRow): string {
    const text = JSON.stringify([
      previous,
      position,
      row.id,
      row.at,
      row.actor,
      row.actorName,
      row.action,
      row.subject,
      row.subjectId,
      row.entry,
    ]);
    return createHmac('sha256', this.#chainKey).update(text).digest('base64url');
  }

  signHead(position: number, hash: string): ChainHead {
    return { position, hash, signature: sign(null, Buffer.from(`${position} ${hash}`), this.#signingKey).toString('base64url') };
  }

  headIsGenuine(head: ChainHead): boolean {
    return verify(
      null,
      Buffer.from(`${head.position} ${head.hash}`),
      createPublicKey(this.#signingKey),
      Buffer.from(head.signature, 'base64url'),
    );
  }
}
