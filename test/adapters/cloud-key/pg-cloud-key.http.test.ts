import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { CloudKey } from '../../../src/adapters/cloud-key/cloud-key.ts';
import { KeyEncryptionKey } from '../../../src/adapters/cloud-key/key-encryption-key.ts';
import { PgKeyRecords } from '../../../src/adapters/cloud-key/pg-key-records.ts';
import type { Database } from '../../../src/adapters/postgres/database.ts';
import { SystemIds } from '../../../src/adapters/system/system-ids.ts';
import { HandClock } from '../../modules/certificate/support/a-certificate-authority.ts';
import { freshDatabase } from '../../support/database.ts';
import { hardwareKeyContract } from './hardware-key-contract.ts';

let database: Database;
const kek = new KeyEncryptionKey(randomBytes(32));

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => database.close());

hardwareKeyContract('the cloud key in PostgreSQL', async () => {
  const clock = new HandClock();
  return {
    keys: new CloudKey(new PgKeyRecords(database), kek, clock, new SystemIds()),
    twin: new CloudKey(new PgKeyRecords(database), kek, clock, new SystemIds()),
    advance: (seconds) => {
      clock.at = new Date(clock.at.getTime() + seconds * 1000);
    },
  };
});
