import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildTbsCertificate, signCertificate } from '../src/engines/x509/build-certificate.ts';
import { parseCertificate, parseTbsCertificate } from '../src/engines/x509/certificate.ts';
import { createCsr, parseCsr } from '../src/engines/x509/csr.ts';
import { lintCertificate } from '../src/engines/x509/lint/lint-certificate.ts';
import { derToPem } from '../src/engines/x509/pem.ts';
import { systemActor } from '../src/kernel/actor.ts';
import { Ids } from '../src/kernel/ids.ts';
import { PkiAddresses } from '../src/modules/certificate/adapters/x509/pki-addresses.ts';
import { currentProfile } from '../src/modules/certificate/adapters/x509/profile-catalogue.ts';
import { subjectOf, subscriberExtensions } from '../src/modules/certificate/adapters/x509/subscriber-template.ts';
import { type IssuanceOrder, IssueCertificate } from '../src/modules/certificate/application/issue-certificate.ts';
import { Entitlement } from '../src/modules/certificate/domain/entitlement.ts';
import type { Holder } from '../src/modules/certificate/domain/holder.ts';
import { CertificateWork } from '../src/modules/certificate/ports/certificate-work.ts';
import { OpensslCa, openssl, pemSigner, type TestKey } from '../test/support/openssl-ca.ts';
import { hasTool } from '../test/support/tools.ts';
import { type Figure, medianOf, rate, report, timed } from './support/figures.ts';
import { runningApp } from './support/running-app.ts';

const holder: Holder = {
  kind: 'organisation',
  name: '澄州禾汀建设工程有限公司',
  uscc: '91420100MA4K00001U',
  province: '浙江省',
  city: '杭州市',
};
const clients = 20;
const figures: Figure[] = [];

async function requests(count: number): Promise<readonly Buffer[]> {
  const made: Buffer[] = [];
  for (let index = 0; index < count; index++) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signer = { algorithm: 'ecdsa-p256-sha256' as const, sign: async (message: Uint8Array) => sign('sha256', message, privateKey) };
    made.push(await createCsr([{ type: 'CN', value: '任意' }], publicKey.export({ type: 'spki', format: 'der' }), signer));
  }
  return made;
}

/** From the request to PEM as the CA does it: proof of possession, template, lint, signature. */
async function inMemory(kind: TestKey, name: string, csrs: readonly Buffer[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'yinxin-bench-'));
  const ca = new OpensslCa('基准签发', kind, folder);
  const issuer = parseCertificate(ca.certificate);
  const signer = pemSigner(join(folder, 'ca.key'), kind);
  const key = createPrivateKey(readFileSync(join(folder, 'ca.key')));
  const authority = { id: 'issuing', keyIdentifier: issuer.subjectKeyIdentifier ?? issuer.publicKey.keyIdentifier };
  const { profile } = currentProfile('unit-signature');
  const extensions = subscriberExtensions(profile, holder, authority, new PkiAddresses('http://127.0.0.1'));
  const notBefore = new Date(Math.floor(Date.now() / 1000) * 1000);
  const notAfter = new Date(notBefore.getTime() + 365 * 86_400_000);
  const message = Buffer.alloc(900);
  const floor = await rate(() => sign('sha256', message, key));
  const issued = await rate(async (round) => {
    const { publicKey } = parseCsr(csrs[round % csrs.length] ?? Buffer.of());
    const serial = randomBytes(16);
    serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
    const names = { issuer: issuer.subject, subject: subjectOf(holder) };
    const tbs = buildTbsCertificate({ ...names, serial, signatureAlgorithm: signer.algorithm, notBefore, notAfter, publicKey, extensions });
    const faults = lintCertificate(parseTbsCertificate(tbs), { issuer }).filter(({ severity }) => severity === 'error');
    if (faults.length > 0) throw new Error(`faulted: ${faults.map(({ code }) => code).join()}`);
    return derToPem('CERTIFICATE', await signCertificate(tbs, signer));
  });
  figures.push({ what: `${name}: bare signatures`, value: floor, unit: '/s', note: 'floor' });
  figures.push({ what: `${name}: CSR to PEM with lint`, value: issued, unit: '/s', floor, note: 'one thread' });
  if (hasTool('openssl')) {
    const csr = join(folder, 'request.der');
    writeFileSync(csr, csrs[0] ?? Buffer.of());
    const args = ['x509', '-req', '-inform', 'DER', '-in', csr, '-CA', ca.certPath, '-CAkey', join(folder, 'ca.key'), '-days', '365'];
    const peer = await medianOf(5, () => timed(() => openssl(...args, '-out', join(folder, 'out.pem'))));
    figures.push({
      what: `${name}: openssl x509 -req`,
      value: 1000 / peer,
      unit: '/s',
      floor: issued,
      note: 'a process each, no lint; of ours',
    });
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Through the module: serial and content committed, then signed, then stored, each transaction with its audit row. */
async function stored(csrs: readonly Buffer[]): Promise<void> {
  const each = 300;
  const app = await runningApp(clients);
  const work = app.container.get(CertificateWork);
  const issue = app.container.get(IssueCertificate);
  const ids = app.container.get(Ids);
  const open = async (csr: Buffer): Promise<IssuanceOrder> => {
    const id = ids.next();
    const facts = { id, accountId: `account-${id}`, unitId: `unit-${id}`, kind: 'platform' as const, typeCode: 'yx-general' };
    const entitlement = Entitlement.open(facts);
    entitlement.buy('zhejiang-demo', 1, new Date());
    entitlement.holdKey(`key-${id}`, csr);
    await work.run(({ entitlements }) => entitlements.save(entitlement));
    return { operationId: entitlement.makingId, entitlementId: id, profileId: 'unit-signature', holder };
  };
  const orders: IssuanceOrder[] = [];
  for (const csr of csrs.slice(0, each * 4)) orders.push(await open(csr));
  const actor = systemActor('bench');
  const round = async (): Promise<number> => {
    const mine = orders.splice(0, each);
    const client = async () => {
      for (let order = mine.pop(); order !== undefined; order = mine.pop()) await issue.execute(actor, order);
    };
    return (each * 1000) / (await timed(() => Promise.all(Array.from({ length: clients }, client))));
  };
  await round();
  const perSecond = await medianOf(3, round);
  const sql = app.database.sql;
  const [settings] = await sql`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`;
  await sql`create table bench_rows (id serial primary key, text text)`;
  const insert = async () => {
    for (let count = 0; count < 25; count++) await sql`insert into bench_rows (text) values (${'x'.repeat(900)})`;
  };
  const floor = await medianOf(
    3,
    async () => (clients * 25 * 1000) / (await timed(() => Promise.all(Array.from({ length: clients }, insert)))),
  );
  figures.push({
    what: 'bare one-row transactions',
    value: floor,
    unit: '/s',
    note: `floor; fsync ${settings?.['fsync']}, synchronous_commit ${settings?.['commit']}`,
  });
  figures.push({
    what: 'P-256: issued and stored',
    value: perSecond,
    unit: '/s',
    floor,
    note: `${clients} clients; three transactions, two audit rows`,
  });
  await app.stop();
}

const csrs = await requests(1200);
await inMemory('p256', 'P-256', csrs);
await inMemory('rsa', 'RSA-2048', csrs);
// `npm run bench -- issuing memory` leaves the database out.
if (process.argv[2] !== 'memory') await stored(csrs);
report(
  'issuing',
  { requests: 'P-256, signature checked', profile: 'unit-signature', database: `embedded PostgreSQL, ${clients} connections` },
  figures,
);
process.exit(0);
