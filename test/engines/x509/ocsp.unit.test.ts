import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Certificate } from '../../../src/engines/x509/certificate.ts';
import { buildOcspResponse, ocspErrorResponse, type StatusToWrite } from '../../../src/engines/x509/ocsp/build-ocsp-response.ts';
import { buildOcspRequest, certIdNames, parseOcspRequest } from '../../../src/engines/x509/ocsp/ocsp-request.ts';
import { type BasicOcspResponse, parseOcspResponse } from '../../../src/engines/x509/ocsp/ocsp-response.ts';
import { verifyOcspResponse } from '../../../src/engines/x509/ocsp/verify-ocsp-response.ts';
import { derToPem } from '../../../src/engines/x509/pem.ts';
import { X509Error } from '../../../src/engines/x509/x509-error.ts';
import { hasTool } from '../../support/tools.ts';
import {
  aKey,
  algorithms,
  anAuthority,
  openssl,
  opensslFile,
  subscriberExtensions,
  type TestAuthority,
  type TestKey,
} from './test-authority.ts';

const now = new Date();
const later = new Date(now.getTime() + 3_600_000);
const issued = { notBefore: new Date(now.getTime() - 86_400_000), notAfter: new Date(now.getTime() + 86_400_000) };

async function aResponder(ca: TestAuthority, purposes = ['1.3.6.1.5.5.7.3.9']): Promise<{ key: TestKey; certificate: Certificate }> {
  const key = aKey(ca.key.signer.algorithm);
  const extensions = { ...subscriberExtensions, extendedKeyUsage: { purposes }, ocspNoCheck: true };
  return { key, certificate: await ca.issue({ ...issued, publicKey: key.spki, subject: [{ type: 'CN', value: '示例OCSP' }], extensions }) };
}

async function answer(ca: TestAuthority, request: Uint8Array, status: StatusToWrite, responder = aResponder(ca)): Promise<Buffer> {
  const { certIds, nonce } = parseOcspRequest(request);
  const { key, certificate } = await responder;
  const responses = certIds.map(({ raw }) => ({ certId: raw, status, thisUpdate: now, nextUpdate: later }));
  return buildOcspResponse({ producedAt: now, responses, nonce, responder: certificate, certificates: [certificate.raw] }, key.signer);
}

function basicOf(der: Uint8Array): BasicOcspResponse {
  const response = parseOcspResponse(der);
  if (response.status !== 'successful') throw new Error(response.status);
  return response.basic;
}

describe('an OCSP answer', () => {
  it.each<StatusToWrite>([
    { kind: 'good' },
    { kind: 'unknown' },
    { kind: 'revoked', at: new Date('2026-10-01T00:00:00Z'), reason: 'keyCompromise' },
  ])('says $kind, echoes the nonce and verifies through its responder', async (status) => {
    const ca = await anAuthority();
    const leaf = await ca.issue();
    const nonce = randomBytes(16);
    const basic = basicOf(await answer(ca, buildOcspRequest(leaf, ca.certificate, nonce), status));
    expect(basic.nonce).toEqual(nonce);
    const verdict = verifyOcspResponse(basic, leaf, ca.certificate);
    expect(verdict).toMatchObject({ ok: true, answer: { status } });
  });

  it('carries no nonce when none was asked', async () => {
    const ca = await anAuthority();
    expect(basicOf(await answer(ca, buildOcspRequest(await ca.issue(), ca.certificate), { kind: 'good' })).nonce).toBeUndefined();
  });

  it('carries times without parts of a second', async () => {
    const ca = await anAuthority();
    const der = await answer(ca, buildOcspRequest(await ca.issue(), ca.certificate), { kind: 'good' });
    expect(der.toString('latin1')).not.toMatch(/\x18.\d{14}\./);
    expect(basicOf(der).producedAt.getTime()).toBe(Math.floor(now.getTime() / 1000) * 1000);
  });

  it('about another certificate is no answer', async () => {
    const ca = await anAuthority();
    const basic = basicOf(await answer(ca, buildOcspRequest(await ca.issue(), ca.certificate), { kind: 'good' }));
    expect(verifyOcspResponse(basic, await ca.issue(), ca.certificate)).toEqual({ ok: false, reason: 'not-about-this-certificate' });
  });

  it('from a certificate without the OCSP purpose is not accepted', async () => {
    const ca = await anAuthority();
    const leaf = await ca.issue();
    const der = await answer(ca, buildOcspRequest(leaf, ca.certificate), { kind: 'good' }, aResponder(ca, ['1.3.6.1.5.5.7.3.2']));
    expect(verifyOcspResponse(basicOf(der), leaf, ca.certificate)).toEqual({ ok: false, reason: 'responder-not-authorised' });
  });

  it('from a responder of another CA with the same name is not accepted', async () => {
    const [ca, impostor] = [await anAuthority(), await anAuthority()];
    const leaf = await ca.issue();
    const der = await answer(ca, buildOcspRequest(leaf, ca.certificate), { kind: 'good' }, aResponder(impostor));
    expect(verifyOcspResponse(basicOf(der), leaf, ca.certificate)).toEqual({ ok: false, reason: 'responder-not-authorised' });
  });

  it('that was changed is not accepted', async () => {
    const ca = await anAuthority();
    const leaf = await ca.issue();
    const basic = basicOf(await answer(ca, buildOcspRequest(leaf, ca.certificate), { kind: 'unknown' }));
    const signature = Buffer.from(basic.signature);
    signature[20] = (signature[20] ?? 0) ^ 1;
    expect(verifyOcspResponse({ ...basic, signature }, leaf, ca.certificate)).toEqual({ ok: false, reason: 'wrong-signature' });
  });

  it('of an error kind is five octets', () => {
    expect(ocspErrorResponse('unauthorized').toString('hex')).toBe('30030a0106');
    expect(parseOcspResponse(ocspErrorResponse('tryLater'))).toEqual({ status: 'tryLater' });
  });
});

describe('an OCSP request', () => {
  it('names the issuer by the digest the client chose', async () => {
    const [ca, other] = [await anAuthority(), await anAuthority()];
    const [certId] = parseOcspRequest(buildOcspRequest(await ca.issue(), ca.certificate)).certIds;
    expect(certId && certIdNames(certId, ca.certificate)).toBe(true);
    expect(certId && certIdNames(certId, other.certificate)).toBe(false);
  });

  it('that is damaged, empty or endless is malformed', async () => {
    for (const hex of ['', '3000', '30023000', '300430023000', '3080', '30060404deadbeef']) {
      expect(() => parseOcspRequest(Buffer.from(hex, 'hex')), hex).toThrow(X509Error);
    }
    expect(() => parseOcspRequest(Buffer.alloc(40_000, 0x30))).toThrow(X509Error);
  });
});

describe.skipIf(!hasTool('openssl'))('openssl as the judge of OCSP', () => {
  it.each(algorithms)('reads our answers and trusts our delegated responder (%s)', async (algorithm) => {
    const ca = await anAuthority(algorithm);
    const leaf = await ca.issue(issued);
    const files = { 'ca.pem': derToPem('CERTIFICATE', ca.certificate.raw), 'leaf.pem': derToPem('CERTIFICATE', leaf.raw) };
    for (const [status, said] of [
      [{ kind: 'good' }, 'leaf.pem: good'],
      [{ kind: 'revoked', at: new Date(now.getTime() - 7_200_000), reason: 'superseded' }, 'leaf.pem: revoked'],
      [{ kind: 'unknown' }, 'leaf.pem: unknown'],
    ] as const) {
      const response = await answer(ca, buildOcspRequest(leaf, ca.certificate), status);
      const args = ['ocsp', '-respin', 'r.der', '-issuer', 'ca.pem', '-cert', 'leaf.pem', '-CAfile', 'ca.pem', '-no_nonce'];
      const result = openssl(args, { ...files, 'r.der': response });
      expect(result.said).toContain('Response verify OK');
      expect(result.said).toContain(said);
    }
  });

  it('sends requests that we understand, with SHA-1 and SHA-256 and a nonce', async () => {
    const ca = await anAuthority();
    const leaf = await ca.issue();
    const files = { 'ca.pem': derToPem('CERTIFICATE', ca.certificate.raw), 'leaf.pem': derToPem('CERTIFICATE', leaf.raw) };
    for (const digest of ['-sha1', '-sha256']) {
      const args = ['ocsp', digest, '-issuer', 'ca.pem', '-cert', 'leaf.pem', '-reqout', 'q.der', '-nonce'];
      const request = parseOcspRequest(opensslFile(args, files, 'q.der'));
      expect(request.certIds[0] && certIdNames(request.certIds[0], ca.certificate)).toBe(true);
      expect(request.certIds[0]?.serial).toEqual(leaf.serial);
      expect(request.nonce?.length).toBe(16);
    }
  });
});
