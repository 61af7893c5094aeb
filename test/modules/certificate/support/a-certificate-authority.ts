import { type KeyObject, randomBytes } from 'node:crypto';
import { CloudKey } from '../../../../src/adapters/cloud-key/cloud-key.ts';
import { KeyEncryptionKey } from '../../../../src/adapters/cloud-key/key-encryption-key.ts';
import { MemoryKeyRecords } from '../../../../src/adapters/cloud-key/memory-key-records.ts';
import { SystemIds } from '../../../../src/adapters/system/system-ids.ts';
import { Clock } from '../../../../src/kernel/clock.ts';
import { foundAuthorities } from '../../../../src/modules/certificate/adapters/x509/found-authorities.ts';
import { Pkcs10Requests } from '../../../../src/modules/certificate/adapters/x509/pkcs10-requests.ts';
import { PkiAddresses } from '../../../../src/modules/certificate/adapters/x509/pki-addresses.ts';
import { RandomSerialNumbers } from '../../../../src/modules/certificate/adapters/x509/random-serial-numbers.ts';
import { X509CertificateAuthority } from '../../../../src/modules/certificate/adapters/x509/x509-certificate-authority.ts';
import { Authorities, type Authority } from '../../../../src/modules/certificate/ports/authorities.ts';

export class HandClock extends Clock {
  at: Date;
  constructor(at = new Date()) {
    super();
    this.at = at;
  }
  override now(): Date {
    return this.at;
  }
}

export class MemoryAuthorities extends Authorities {
  readonly rows = new Map<string, Authority>();
  override async byId(id: string): Promise<Authority | undefined> {
    return this.rows.get(id);
  }
  override async found(authorities: readonly Authority[]): Promise<void> {
    for (const authority of authorities) this.rows.set(authority.id, authority);
  }
}

export const pin = '305172';

export async function aCertificateAuthority(publicUrl = 'http://127.0.0.1:8080', clock = new HandClock()) {
  const keys = new CloudKey(new MemoryKeyRecords(), new KeyEncryptionKey(randomBytes(32)), clock, new SystemIds());
  const authorities = new MemoryAuthorities();
  const serials = new RandomSerialNumbers(1);
  const addresses = new PkiAddresses(publicUrl);
  const founded = await foundAuthorities({ organisation: '印信演示电子认证', addresses, keys, serials, now: clock.now() });
  await authorities.found(founded.authorities);
  const rootKey: KeyObject = founded.rootKey;
  const ca = new X509CertificateAuthority(authorities, keys, addresses);
  const requests = new Pkcs10Requests(keys);
  const csrOf = async (accountId: string) => {
    if ((await keys.pinState(accountId)).state === 'unset') await keys.setPin(accountId, pin);
    const key = await keys.generate(accountId, 'ecdsa-p256', '单位证书');
    return { keyId: key.keyId, csr: await requests.make(key.keyId, { kind: 'pin', pin }) };
  };
  return { keys, authorities, serials, addresses, rootKey, ca, csrOf, clock };
}
