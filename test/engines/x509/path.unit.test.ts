import { describe, expect, it } from 'vitest';
import * as der from '../../../src/engines/der/der-writer.ts';
import { signatureAlgorithmDer } from '../../../src/engines/x509/algorithm-identifier.ts';
import { buildTbsCertificate } from '../../../src/engines/x509/build-certificate.ts';
import { type Certificate, parseCertificate } from '../../../src/engines/x509/certificate.ts';
import { buildCrl, type CrlTemplate, type RevokedToWrite } from '../../../src/engines/x509/crl/build-crl.ts';
import { parseCrl, type RevocationList } from '../../../src/engines/x509/crl/revocation-list.ts';
import type { ExtensionsToWrite } from '../../../src/engines/x509/encode-extensions.ts';
import { encodeGeneralName, type GeneralNameToWrite } from '../../../src/engines/x509/general-name.ts';
import { buildOcspResponse, type StatusToWrite } from '../../../src/engines/x509/ocsp/build-ocsp-response.ts';
import { encodeCertId } from '../../../src/engines/x509/ocsp/ocsp-request.ts';
import { type BasicOcspResponse, parseOcspResponse } from '../../../src/engines/x509/ocsp/ocsp-response.ts';
import { type PathQuestion, type PathVerdict, validatePath } from '../../../src/engines/x509/path/validate-path.ts';
import { X509Error } from '../../../src/engines/x509/x509-error.ts';
import {
  aKey,
  anAuthority,
  anIntermediate,
  authorityOf,
  subscriberExtensions,
  subscriberTemplate,
  type TestAuthority,
} from './test-authority.ts';

const time = new Date('2027-01-01T00:00:00Z');
const days = (count: number) => new Date(time.getTime() + count * 86_400_000);
const root = await anAuthority();
const issuing = await anIntermediate(root, '示例签发CA');

function ask(certificate: Certificate, change: Partial<PathQuestion> = {}): PathVerdict {
  const intermediates = [issuing.certificate];
  return validatePath({ certificate, intermediates, anchors: [root.certificate], time, revocation: 'none', ...change });
}

async function aCrl(
  ca: TestAuthority,
  entries: readonly RevokedToWrite[] = [],
  change: Partial<CrlTemplate> = {},
): Promise<RevocationList> {
  const authorityKeyIdentifier = ca.certificate.publicKey.keyIdentifier;
  const base = { issuer: ca.certificate.subject, thisUpdate: days(-1), nextUpdate: days(1), number: 5n, authorityKeyIdentifier, entries };
  return parseCrl(await buildCrl({ ...base, ...change }, ca.key.signer));
}

const caExtensions: ExtensionsToWrite = { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign'] };
const atUrl = (url: string) => ({ issuingDistributionPoint: { urls: [url] } });
const leafUrl = 'http://127.0.0.1:8099/ca.crl';
const caUrl = 'http://127.0.0.1:8099/root.crl';

describe('a path', () => {
  it('is valid from the certificate to the anchor, whatever the order and number of intermediates given', async () => {
    const other = await anIntermediate(await anAuthority(), '别的CA');
    const leaf = await issuing.issue();
    const verdict = ask(leaf, { intermediates: [other.certificate, root.certificate, issuing.certificate, issuing.certificate, leaf] });
    expect(verdict).toMatchObject({ verdict: 'valid', reason: 'valid', revocation: 'unknown', policies: ['1.2.156.99999.1.1'] });
    expect(verdict.path).toEqual([leaf, issuing.certificate, root.certificate]);
  });

  it('is valid to an anchor that is only a name and a key', async () => {
    const { subject, publicKey } = root.certificate;
    expect(ask(await issuing.issue(), { anchors: [{ subject, publicKey }] }).verdict).toBe('valid');
  });

  it('of an anchor itself is valid', () => {
    expect(ask(root.certificate).verdict).toBe('valid');
    expect(ask(root.certificate, { time: new Date('2050-01-01') })).toMatchObject({ verdict: 'invalid', reason: 'expired' });
  });

  it('is indeterminate when no anchor is reached', async () => {
    const leaf = await issuing.issue();
    expect(ask(leaf, { intermediates: [] })).toMatchObject({ verdict: 'indeterminate', reason: 'no-path' });
    expect(ask(leaf, { anchors: [] })).toMatchObject({ verdict: 'indeterminate', reason: 'no-path' });
    const stranger = await anAuthority();
    expect(ask(stranger.certificate)).toMatchObject({ verdict: 'invalid', reason: 'wrong-signature' });
  });

  it('is invalid before and after its certificates are in force', async () => {
    const leaf = await issuing.issue();
    expect(ask(leaf, { time: new Date('2026-05-31T23:59:59Z') }).reason).toBe('not-yet-valid');
    expect(ask(leaf, { time: new Date('2028-06-01T00:00:01Z') }).reason).toBe('expired');
    expect(ask(leaf, { time: new Date('2028-06-01T00:00:00Z') }).reason).toBe('valid');
  });

  it('is invalid below a subscriber’s certificate', async () => {
    const key = aKey();
    const subscriber = authorityOf(key, await issuing.issue({ publicKey: key.spki }));
    const forged = await subscriber.issue();
    const verdict = ask(forged, { intermediates: [issuing.certificate, subscriber.certificate] });
    expect(verdict).toMatchObject({ verdict: 'invalid', reason: 'not-a-ca' });
  });

  it('is invalid when it is longer than an issuer or the anchor allows', async () => {
    const short = await anIntermediate(root, '短', { extensions: { ...caExtensions, basicConstraints: { ca: true, pathLength: 0 } } });
    const below = await anIntermediate(short, '更下');
    const leaf = await below.issue();
    expect(ask(leaf, { intermediates: [short.certificate, below.certificate] }).reason).toBe('path-length');
    expect(ask(await short.issue(), { intermediates: [short.certificate] }).reason).toBe('valid');
  });

  it('is invalid with a critical extension nobody processes, unless the caller does', async () => {
    const custom = [{ oid: '1.2.3.4.5', critical: true, value: { type: 'utf8', text: 'x' } }] as const;
    const leaf = await issuing.issue({ extensions: { ...subscriberExtensions, custom } });
    expect(ask(leaf).reason).toBe('unknown-critical-extension');
    expect(ask(leaf, { recognisedExtensions: ['1.2.3.4.5'] }).reason).toBe('valid');
  });

  it('is found over a cross certificate when the first way fails', async () => {
    const oldRoot = await anAuthority('ecdsa-p256-sha256', [{ type: 'CN', value: '旧根' }]);
    const { subject, publicKey } = issuing.certificate;
    const cross = await oldRoot.issue({ subject, publicKey, extensions: caExtensions });
    const leaf = await issuing.issue();
    const intermediates = [issuing.certificate, cross];
    const revokedByRoot = [await aCrl(root, [{ serial: issuing.certificate.serial, revokedAt: days(-5) }], atUrl(caUrl))];
    const both = ask(leaf, {
      intermediates,
      anchors: [root.certificate, oldRoot.certificate],
      crls: revokedByRoot,
      revocation: 'if-available',
    });
    expect(both).toMatchObject({ verdict: 'valid', anchor: oldRoot.certificate });
    const one = ask(leaf, { intermediates, crls: revokedByRoot, revocation: 'if-available' });
    expect(one).toMatchObject({ verdict: 'invalid', reason: 'revoked', revocation: 'revoked' });
  });

  it('search ends quickly in a mesh of certificates that all sign each other', async () => {
    const authorities = await Promise.all(
      Array.from({ length: 12 }, (_, n) => anAuthority('ecdsa-p256-sha256', [{ type: 'CN', value: `网${n}` }])),
    );
    const mesh = await Promise.all(
      authorities.flatMap((from) =>
        authorities
          .filter((to) => to !== from)
          .map((to) => from.issue({ subject: to.certificate.subject, publicKey: to.certificate.publicKey, extensions: caExtensions })),
      ),
    );
    const leaf = await (authorities[0] ?? root).issue();
    const start = performance.now();
    expect(ask(leaf, { intermediates: mesh })).toMatchObject({ verdict: 'indeterminate', reason: 'too-complex' });
    expect(performance.now() - start).toBeLessThan(30_000); // exponential work never ends
  });
});

describe('purposes', () => {
  const timeStamping = '1.3.6.1.5.5.7.3.8';
  it('must be named for time stamps, and may be absent for others', async () => {
    const plain = await issuing.issue();
    const tsa = await issuing.issue({
      extensions: { ...subscriberExtensions, extendedKeyUsage: { purposes: [timeStamping], critical: true } },
    });
    expect(ask(plain, { extendedKeyUsage: timeStamping }).reason).toBe('purpose');
    expect(ask(plain, { extendedKeyUsage: '1.3.6.1.5.5.7.3.36' }).reason).toBe('valid');
    expect(ask(tsa, { extendedKeyUsage: timeStamping }).reason).toBe('valid');
    expect(ask(tsa, { extendedKeyUsage: '1.3.6.1.5.5.7.3.36' }).reason).toBe('purpose');
  });

  it('and key usage must fit the use', async () => {
    const encryption = await issuing.issue({ extensions: { ...subscriberExtensions, keyUsage: ['keyEncipherment'] } });
    expect(ask(encryption, { keyUsage: ['digitalSignature', 'nonRepudiation'] }).reason).toBe('key-usage');
    expect(ask(await issuing.issue(), { keyUsage: ['digitalSignature', 'nonRepudiation'] }).reason).toBe('valid');
  });
});

describe('name constraints', () => {
  const subtree = (name: GeneralNameToWrite) => der.sequence(encodeGeneralName(name));
  const ipRange = (hex: string) => der.sequence(der.contextPrimitive(7, Buffer.from(hex, 'hex')));
  async function under(list: 0 | 1, bases: Buffer[], subjectAltName: readonly GeneralNameToWrite[]): Promise<string> {
    const value = { type: 'der', der: der.sequence(der.contextExplicit(list, ...bases)) } as const;
    const custom = [{ oid: '2.5.29.30', critical: true, value }];
    const constrained = await anIntermediate(root, '受限CA', { extensions: { ...caExtensions, custom } });
    const leaf = await constrained.issue({ extensions: { ...subscriberExtensions, subjectAltName } });
    return ask(leaf, { intermediates: [constrained.certificate] }).reason;
  }
  const [permitted, excluded] = [0, 1] as const;
  const refused = 'name-constraints';

  it.each<[0 | 1, Buffer, GeneralNameToWrite, string]>([
    [permitted, subtree({ kind: 'dns', value: 'example.cn' }), { kind: 'dns', value: 'WWW.Example.CN' }, 'valid'],
    [permitted, subtree({ kind: 'dns', value: 'example.cn' }), { kind: 'dns', value: 'badexample.cn' }, refused],
    [excluded, subtree({ kind: 'dns', value: 'a.example.cn' }), { kind: 'dns', value: '*.example.cn' }, refused],
    [permitted, subtree({ kind: 'email', value: 'example.cn' }), { kind: 'email', value: 'a@example.cn' }, 'valid'],
    [permitted, subtree({ kind: 'email', value: 'example.cn' }), { kind: 'email', value: 'a@mail.example.cn' }, refused],
    [permitted, subtree({ kind: 'email', value: '.example.cn' }), { kind: 'email', value: 'a@mail.example.cn' }, 'valid'],
    [permitted, subtree({ kind: 'email', value: 'a@example.cn' }), { kind: 'email', value: 'b@example.cn' }, refused],
    [permitted, subtree({ kind: 'uri', value: '.example.cn' }), { kind: 'uri', value: 'http://a.example.cn:80/x' }, 'valid'],
    [permitted, subtree({ kind: 'uri', value: '.example.cn' }), { kind: 'uri', value: 'http://example.cn.evil/' }, refused],
    [permitted, subtree({ kind: 'uri', value: '.example.cn' }), { kind: 'uri', value: 'http://evil/@a.example.cn' }, refused],
    [permitted, subtree({ kind: 'uri', value: '.example.cn' }), { kind: 'uri', value: 'urn:x:y' }, refused],
    [permitted, ipRange('0a000000ff000000'), { kind: 'ip', value: '10.1.2.3' }, 'valid'],
    [permitted, ipRange('0a000000ff000000'), { kind: 'ip', value: '11.1.2.3' }, refused],
    [permitted, ipRange('0a000000ff000000'), { kind: 'ip', value: '::1' }, refused],
    [excluded, ipRange(`${'0'.repeat(32)}${'0'.repeat(32)}`), { kind: 'ip', value: '2001:db8::1' }, refused],
    [permitted, subtree({ kind: 'dns', value: 'example.cn' }), { kind: 'email', value: 'a@other.cn' }, 'valid'],
    [excluded, subtree({ kind: 'registeredId', oid: '1.2.3' }), { kind: 'registeredId', oid: '1.2.4' }, refused],
  ])('list %i with %o against %o', async (list, base, name, reason) => {
    expect(await under(list, [base], [name])).toBe(reason);
  });

  it('hold for the subject too', async () => {
    const { subject } = root.certificate;
    const value = {
      type: 'der',
      der: der.sequence(der.contextExplicit(permitted, der.sequence(der.contextExplicit(4, subject.raw)))),
    } as const;
    const custom = [{ oid: '2.5.29.30', critical: true, value }];
    const constrained = await anIntermediate(root, '受限CA', { extensions: { ...caExtensions, custom } });
    expect(ask(await constrained.issue(), { intermediates: [constrained.certificate] }).reason).toBe(refused);
    const within = await constrained.issue({ subject: [...subject.attributes, { type: 'OU', value: '财务部' }] });
    expect(ask(within, { intermediates: [constrained.certificate] }).reason).toBe('valid');
  });
});

describe('revocation', () => {
  const revocation = 'require';

  it('is good when current lists of both issuers name nobody', async () => {
    const crls = [await aCrl(issuing, [], atUrl(leafUrl)), await aCrl(root, [], atUrl(caUrl))];
    expect(ask(await issuing.issue(), { crls, revocation })).toMatchObject({ verdict: 'valid', revocation: 'good' });
  });

  it('is unknown without a list, with a foreign one, or with one for another place', async () => {
    const leaf = await issuing.issue();
    const rootCrl = await aCrl(root, [], atUrl(caUrl));
    const impostor = await anIntermediate(await anAuthority(), '示例签发CA');
    for (const crls of [
      [],
      [rootCrl],
      [rootCrl, await aCrl(impostor, [], atUrl(leafUrl))],
      [rootCrl, await aCrl(issuing, [], atUrl('http://other/'))],
    ]) {
      expect(ask(leaf, { crls, revocation })).toMatchObject({ verdict: 'indeterminate', reason: 'revocation-unknown' });
      expect(ask(leaf, { crls, revocation: 'if-available' })).toMatchObject({ verdict: 'valid', revocation: 'unknown' });
    }
  });

  it('is stale when the list is out of date, but a revocation in it still counts, except a hold', async () => {
    const leaf = await issuing.issue();
    const rootCrl = await aCrl(root, [], atUrl(caUrl));
    const old = async (entries: RevokedToWrite[]) => [
      rootCrl,
      await aCrl(issuing, entries, { ...atUrl(leafUrl), thisUpdate: days(-9), nextUpdate: days(-8) }),
    ];
    expect(ask(leaf, { crls: await old([]), revocation }).reason).toBe('revocation-stale');
    expect(ask(leaf, { crls: await old([{ serial: leaf.serial, revokedAt: days(-10) }]), revocation }).reason).toBe('revoked');
    const held = await old([{ serial: leaf.serial, revokedAt: days(-10), reason: 'certificateHold' }]);
    expect(ask(leaf, { crls: held, revocation }).reason).toBe('revocation-stale');
  });

  it('after the time asked about leaves the certificate good at that time, and says so', async () => {
    const leaf = await issuing.issue();
    const entries: RevokedToWrite[] = [{ serial: leaf.serial, revokedAt: days(20), reason: 'superseded' }];
    const crls = [
      await aCrl(root, [], atUrl(caUrl)),
      await aCrl(issuing, entries, { ...atUrl(leafUrl), thisUpdate: days(21), nextUpdate: days(28) }),
    ];
    const verdict = ask(leaf, { crls, revocation });
    expect(verdict).toMatchObject({ verdict: 'valid', revocation: 'good' });
    expect(verdict.statuses[0]).toMatchObject({ status: 'good', revokedLater: { at: days(20), reason: 'superseded' } });
  });

  it('of an intermediate fails the path', async () => {
    const crls = [await aCrl(root, [{ serial: issuing.certificate.serial, revokedAt: days(-2) }], atUrl(caUrl))];
    expect(ask(await issuing.issue(), { crls, revocation: 'if-available' })).toMatchObject({ verdict: 'invalid', reason: 'revoked' });
  });

  async function anAnswer(
    leaf: Certificate,
    status: StatusToWrite,
    change: { noCheck?: boolean; at?: Date } = {},
  ): Promise<BasicOcspResponse> {
    const key = aKey();
    const { noCheck = true, at = days(0) } = change;
    const extensions = { ...subscriberExtensions, extendedKeyUsage: { purposes: ['1.3.6.1.5.5.7.3.9'] }, ocspNoCheck: noCheck };
    const responder = await issuing.issue({ publicKey: key.spki, extensions });
    const responses = [
      { certId: encodeCertId(issuing.certificate, leaf.serial), status, thisUpdate: at, nextUpdate: new Date(at.getTime() + 3_600_000) },
    ];
    const template = { producedAt: at, responses, responder, certificates: [responder.raw] };
    const response = parseOcspResponse(await buildOcspResponse(template, key.signer));
    if (response.status !== 'successful') throw new Error(response.status);
    return response.basic;
  }

  it('is known from OCSP as from lists', async () => {
    const leaf = await issuing.issue();
    const crls = [await aCrl(root, [], atUrl(caUrl))];
    const with_ = async (status: StatusToWrite, at?: Date) =>
      ask(leaf, { crls, revocation, ocspResponses: [await anAnswer(leaf, status, at ? { at } : {})] });
    expect(await with_({ kind: 'good' })).toMatchObject({ verdict: 'valid', revocation: 'good' });
    expect(await with_({ kind: 'revoked', at: days(-1) })).toMatchObject({ verdict: 'invalid', reason: 'revoked' });
    expect(await with_({ kind: 'unknown' })).toMatchObject({ verdict: 'indeterminate', reason: 'revocation-unknown' });
    expect(await with_({ kind: 'good' }, days(-3))).toMatchObject({ verdict: 'indeterminate', reason: 'revocation-stale' });
  });

  it('is not good by OCSP when a list says revoked, unless it was only a hold', async () => {
    const leaf = await issuing.issue();
    const ocspResponses = [await anAnswer(leaf, { kind: 'good' })];
    const listed = async (reason: 'keyCompromise' | 'certificateHold') => [
      await aCrl(root, [], atUrl(caUrl)),
      await aCrl(issuing, [{ serial: leaf.serial, revokedAt: days(-1), reason }], atUrl(leafUrl)),
    ];
    expect(ask(leaf, { crls: await listed('keyCompromise'), ocspResponses, revocation }).reason).toBe('revoked');
    expect(ask(leaf, { crls: await listed('certificateHold'), ocspResponses, revocation }).reason).toBe('valid');
  });

  it('is not known from a responder that is revoked itself', async () => {
    const leaf = await issuing.issue();
    const answer = await anAnswer(leaf, { kind: 'good' }, { noCheck: false });
    const rootCrl = await aCrl(root, [], atUrl(caUrl));
    expect(ask(leaf, { crls: [rootCrl], ocspResponses: [answer], revocation }).reason).toBe('valid');
    const serial = answer.certificates[0]?.serial ?? Buffer.alloc(1);
    // The list covers only the responder's reasons: the leaf's status stays open without the answer.
    const elsewhere = await aCrl(issuing, [{ serial, revokedAt: days(-1) }], {
      ...atUrl(leafUrl),
      thisUpdate: days(-9),
      nextUpdate: days(-8),
    });
    expect(ask(leaf, { crls: [rootCrl, elsewhere], ocspResponses: [answer], revocation }).reason).toBe('revocation-stale');
  });
});

describe('hostile certificates that carry a true signature', () => {
  it('get a verdict, never an exception, and never a longer reach than the sound ones', async () => {
    const template = subscriberTemplate(issuing.key, issuing.certificate);
    const tbs = buildTbsCertificate({
      ...template,
      extensions: { ...template.extensions, subjectAltName: [{ kind: 'dns', value: 'a.example.cn' }] },
    });
    const crls = [await aCrl(issuing, [], atUrl(leafUrl)), await aCrl(root, [], atUrl(caUrl))];
    const verdicts = new Map<string, number>();
    for (let at = 4; at < tbs.length; at++) {
      for (const flip of [0x01, 0x80, 0x20]) {
        const changed = Buffer.from(tbs);
        changed[at] = (changed[at] ?? 0) ^ flip;
        const raw = der.sequence(
          changed,
          signatureAlgorithmDer('ecdsa-p256-sha256'),
          der.bitString(await issuing.key.signer.sign(changed)),
        );
        const { reason } = judged(raw, crls);
        verdicts.set(reason, (verdicts.get(reason) ?? 0) + 1);
      }
    }
    expect([...verdicts.keys()]).toEqual(
      expect.arrayContaining(['valid', 'unreadable', 'malformed-certificate', 'revocation-unknown', 'no-path']),
    );
  });

  function judged(raw: Buffer, crls: readonly RevocationList[]): { readonly reason: string } {
    try {
      return ask(parseCertificate(raw), { crls, revocation: 'require' });
    } catch (error) {
      if (error instanceof X509Error && error.code === 'malformed-certificate') return { reason: 'unreadable' };
      throw error;
    }
  }
});
