import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { residentIdOf, usccOf } from '../../../simulators/identity/numbers.ts';
import { type DocumentFormat, makeDocument } from '../../../simulators/make-document.ts';
import type { RunningSimulators } from '../../../simulators/start-simulators.ts';
import { BusinessRegistry } from '../../../src/adapters/identity/business-registry.ts';
import { DocumentRecognition, type Picture } from '../../../src/adapters/identity/document-recognition.ts';
import { FaceCheck } from '../../../src/adapters/identity/face-check.ts';
import { answerSignature, requestSignature } from '../../../src/adapters/identity/outside-signature.ts';
import { Remittance, type RemittanceOrder } from '../../../src/adapters/identity/remittance.ts';
import { SignedJson } from '../../../src/adapters/identity/signed-json.ts';
import { anOutsideWorld, clockOff, quickHttp, realClock } from '../../simulators/outside-world.ts';

let world: RunningSimulators;
let party: SignedJson;
beforeAll(async () => {
  world = await anOutsideWorld();
  party = new SignedJson(world.wiring.identity, quickHttp, realClock);
});
afterAll(() => world.stop());
afterEach(() => fetch(world.wiring.faultsUrl, { method: 'DELETE' }));

const ID = residentIdOf('42010619900101000');
const WRONG_ID = `${ID.slice(0, 16)}5${ID.slice(17)}`;
const LICENCE = { name: '东湖测试软件有限公司', uscc: '91420100MA4K00001U', legalRepresentative: '王虚构', validUntil: null };
const MEDIA = { png: 'image/png', jpeg: 'image/jpeg', pdf: 'application/pdf' } as const;
const picture = async (format: DocumentFormat, reading: 'readable' | 'unreadable' = 'readable'): Promise<Picture> => ({
  mediaType: MEDIA[format],
  bytes: await makeDocument({ kind: 'licence', fields: LICENCE }, format, reading),
});

describe('recognition of documents', () => {
  const ocr = () => new DocumentRecognition(party);

  it.each(['png', 'jpeg', 'pdf'] as const)('reads a licence from %s', async (format) => {
    expect(await ocr().licence(await picture(format))).toEqual({ ok: true, value: { recognised: true, fields: LICENCE } });
  });

  it('reads both sides of an ID card and a letter of authorisation', async () => {
    const portrait = { name: '王虚构', idNumber: ID };
    const emblem = { issuer: '测试市公安局', validFrom: '2020-01-01', validUntil: '2040-01-01' };
    const letter = {
      unitName: LICENCE.name,
      uscc: LICENCE.uscc,
      legalRepresentative: '王虚构',
      agentName: '李样例',
      agentIdNumber: portrait.idNumber,
    };
    const png = async (document: Parameters<typeof makeDocument>[0]) => ({
      mediaType: 'image/png' as const,
      bytes: await makeDocument(document, 'png'),
    });
    expect(await ocr().idCardPortrait(await png({ kind: 'id-card-portrait', fields: portrait }))).toMatchObject({
      value: { fields: portrait },
    });
    expect(await ocr().idCardEmblem(await png({ kind: 'id-card-emblem', fields: emblem }))).toMatchObject({ value: { fields: emblem } });
    expect(await ocr().letter(await png({ kind: 'letter', fields: letter }))).toMatchObject({ value: { fields: letter } });
  });

  it.each(['png', 'jpeg', 'pdf'] as const)('does not recognise an unreadable %s, and says so as an outcome', async (format) => {
    expect(await ocr().licence(await picture(format, 'unreadable'))).toMatchObject({ ok: true, value: { recognised: false } });
  });

  it('does not take a licence for an ID card', async () => {
    expect(await ocr().idCardPortrait(await picture('png'))).toMatchObject({
      ok: true,
      value: { recognised: false, reason: '证件类型不符' },
    });
  });

  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['half a PNG', '\x89PNG\r\n\x1a\n\xff\xff\xff\xffiTXt'],
    ['half a JPEG', '\xff\xd8\xff\xfe\x00\x00\xff\xfe\x00\x00'],
    ['half a PDF', '%PDF-1.7\n1 0 obj <<'],
  ])('survives %s', async (_name, bytes) => {
    expect(await ocr().licence({ mediaType: 'image/png', bytes: Buffer.from(bytes, 'latin1') })).toMatchObject({
      ok: true,
      value: { recognised: false },
    });
  });

  it('refuses more than 10 MiB without sending it', async () => {
    const bytes = new Uint8Array(10_485_761);
    expect(await ocr().licence({ mediaType: 'image/png', bytes })).toMatchObject({ ok: false, kind: 'reject', code: 'ocr.too-large' });
  });
});

describe('the face check', () => {
  const face = () => new FaceCheck(party);
  const person = { name: '王虚构', idNumber: ID };
  const RETURN = 'http://127.0.0.1:1/back';
  let references = 0;

  async function checked(who: typeof person, action: 'capture' | 'cancel') {
    const reference = `face-${++references}`;
    const begun = await face().begin(reference, who, RETURN);
    if (!begun.ok) throw new Error(begun.code);
    expect(await face().result(reference, begun.value.sessionId, who)).toEqual({ ok: true, value: { state: 'pending' } });
    expect(await (await fetch(begun.value.url)).text()).toContain('模拟人脸采集');
    const back = await fetch(begun.value.url, { method: 'POST', body: new URLSearchParams({ action }), redirect: 'manual' });
    expect(back.headers.get('location')).toBe(`${RETURN}?face_session=${begun.value.sessionId}`);
    return {
      reference,
      sessionId: begun.value.sessionId,
      url: begun.value.url,
      result: await face().result(reference, begun.value.sessionId, who),
    };
  }

  it('passes a person whose data are good, after the camera page only', async () => {
    expect((await checked(person, 'capture')).result).toEqual({ ok: true, value: { state: 'passed' } });
  });

  it.each([
    ['who gives up', person, 'cancel', 'cancelled'],
    ['unknown to the store', { ...person, idNumber: WRONG_ID }, 'capture', 'not-in-store'],
    ['with another face', { ...person, name: '王不符' }, 'capture', 'mismatch'],
    ['in bad light', { ...person, name: '王模糊' }, 'capture', 'quality'],
  ] as const)('fails a person %s', async (_name, who, action, reason) => {
    expect((await checked(who, action)).result).toEqual({ ok: true, value: { state: 'failed', reason } });
  });

  it('is bound to its person and reference, and its page works once', async () => {
    const { reference, sessionId, url } = await checked(person, 'capture');
    expect(await face().result(reference, sessionId, { ...person, name: '别人' })).toMatchObject({
      ok: false,
      kind: 'reject',
      code: 'face.other-person',
    });
    expect(await face().result('other', sessionId, person)).toMatchObject({ ok: false, kind: 'reject', code: 'face.other-person' });
    expect((await fetch(url)).status).toBe(409);
  });

  it('begun twice under one reference is one session, and never another person’s', async () => {
    const first = await face().begin('face-same', person, RETURN);
    expect(await face().begin('face-same', person, RETURN)).toEqual(first);
    expect(await face().begin('face-same', { ...person, name: '别人' }, RETURN)).toMatchObject({
      ok: false,
      code: 'face.reference-reused',
    });
  });
});

describe('the business register', () => {
  const registry = () => new BusinessRegistry(party);
  const known = { name: '江城示例通信工程有限公司', uscc: '91420100MA4K00001U', legalRepresentative: '陈示例' };
  const other = {
    name: '东湖测试软件有限公司',
    uscc: usccOf('91420100MA4K00009'),
    legalRepresentative: '王虚构',
    legalRepresentativeId: ID,
  };

  it.each([
    ['a known company', known, { result: 'match', operating: 'operating' }],
    ['its wrong name', { ...known, name: '江城示例有限公司' }, { result: 'mismatch', mismatched: ['name'] }],
    ['its wrong representative', { ...known, legalRepresentative: '王虚构' }, { result: 'mismatch', mismatched: ['legalRepresentative'] }],
    ['a wrong ID number', { ...known, legalRepresentativeId: other.legalRepresentativeId }, { mismatched: ['legalRepresentativeId'] }],
    [
      'a company out of business',
      { name: '南屏停业贸易有限公司', uscc: '91440400MA52000047', legalRepresentative: '吴停业' },
      { operating: 'revoked' },
    ],
    ['any company with a good code', other, { result: 'match', operating: 'operating' }],
    ['an ID number with a wrong check digit', { ...other, legalRepresentativeId: WRONG_ID }, { mismatched: ['legalRepresentativeId'] }],
    ['a representative marked 不符', { ...other, legalRepresentative: '王不符' }, { mismatched: ['legalRepresentative'] }],
    ['a name marked 查无', { ...other, name: '查无此企业有限公司' }, { result: 'absent' }],
    ['a name marked 注销', { ...other, name: '注销测试有限公司' }, { operating: 'cancelled' }],
    [
      'a code with a wrong check character',
      { ...other, uscc: `${usccOf('91420100MA4K00009').slice(0, 17)}${usccOf('91420100MA4K00009').endsWith('0') ? '1' : '0'}` },
      { result: 'absent' },
    ],
  ])('answers about %s', async (_name, question, value) => expect(await registry().verify(question)).toMatchObject({ ok: true, value }));
});

describe('the small transfer', () => {
  const remittance = () => new Remittance(party);
  let orders = 0;
  const anOrder = (changes: Partial<RemittanceOrder> = {}): RemittanceOrder => ({
    reference: `remit-${++orders}`,
    accountName: '东湖测试软件有限公司',
    bank: '测试银行江城分行',
    accountNumber: '62220000000000018',
    amountFen: 37,
    ...changes,
  });

  it('is paid once and its amount stands in the company’s statement only', async () => {
    const order = anOrder({ accountNumber: '62220000000000028' });
    expect(await remittance().order(order)).toEqual({ ok: true, value: { state: 'paid' } });
    expect(await remittance().order(order)).toEqual({ ok: true, value: { state: 'paid' } });
    const statement = (await (await fetch(`${world.wiring.bank.messagesUrl}?account=${order.accountNumber}`)).json()) as {
      messages: { amount: string }[];
    };
    expect(statement.messages.map(({ amount }) => amount)).toEqual(['0.37']);
  });

  it('is under way for a while first', async () => {
    const slow = await anOutsideWorld({ remittanceDelayMs: 60_000 });
    const bank = new Remittance(new SignedJson(slow.wiring.identity, quickHttp, realClock));
    expect(await bank.order(anOrder())).toEqual({ ok: true, value: { state: 'accepted' } });
    await slow.stop();
  });

  it.each([
    ['to no account', { accountNumber: '62220000000000000' }, 'account-not-found'],
    ['to a closed account', { accountNumber: '62220000000009999' }, 'account-closed'],
    ['to another’s account', { accountName: '不符测试有限公司' }, 'name-mismatch'],
  ])('%s fails with its reason', async (_name, changes, reason) => {
    expect(await remittance().order(anOrder(changes))).toEqual({ ok: true, value: { state: 'failed', reason } });
  });

  it.each([0, 201, 0.5, Number.NaN])('of %d fen is never ordered', async (amountFen) => {
    expect(await remittance().order(anOrder({ amountFen }))).toMatchObject({ ok: false, kind: 'reject', code: 'remittance.amount' });
  });

  it('after an unknown end is found by its reference, and the reference takes no other order', async () => {
    const order = anOrder();
    expect(await remittance().state(order.reference)).toEqual({ ok: true, value: { state: 'absent' } });
    world.faults.plan('identity', 'timeout-after');
    expect(await remittance().order(order)).toMatchObject({ ok: false, kind: 'unknown' });
    expect(await remittance().state(order.reference)).toEqual({ ok: true, value: { state: 'paid' } });
    expect(await remittance().order({ ...order, amountFen: 38 })).toMatchObject({
      ok: false,
      kind: 'reject',
      code: 'remittance.reference-reused',
    });
  });

  it.each(['error-after', 'bad-signature', 'unsigned', 'stale'])('with the fault %s is unknown', async (fault) => {
    world.faults.plan('identity', fault);
    expect(await remittance().order(anOrder())).toMatchObject({ ok: false, kind: 'unknown' });
  });

  it.each(['bad-signature', 'unsigned', 'stale'])('asked about with the fault %s is to be asked again', async (fault) => {
    world.faults.plan('identity', fault);
    expect(await remittance().state('x')).toMatchObject({ ok: false, kind: 'retry' });
  });
});

describe('signed requests', () => {
  const shape = z.object({ state: z.string() });
  const ask = (signed: SignedJson) => signed.post('safe', '/remittances/states', { reference: 'x' }, shape);

  it.each([
    ['a wrong secret', () => new SignedJson({ ...world.wiring.identity, secret: 'x' }, quickHttp, realClock)],
    ['an unknown client', () => new SignedJson({ ...world.wiring.identity, clientId: 'x' }, quickHttp, realClock)],
    ['a clock six minutes slow', () => new SignedJson(world.wiring.identity, quickHttp, clockOff(-360_000))],
    ['a clock six minutes fast', () => new SignedJson(world.wiring.identity, quickHttp, clockOff(360_000))],
  ])('with %s are refused', async (_name, signed) => expect((await ask(signed())).ok).toBe(false));

  let count = 0;
  async function raw(changes: { body?: string; path?: string; timestamp?: string; nonce?: string }) {
    const { identity } = world.wiring;
    const [timestamp, nonce, body] = [String(Date.now()), String(++count).padStart(32, '0'), '{"reference":"x"}'];
    const path = '/identity/remittances/states';
    const signature = requestSignature(identity.secret, { method: 'POST', path, timestamp, nonce, body });
    const headers = {
      'x-yinxin-client': identity.clientId,
      'x-yinxin-timestamp': changes.timestamp ?? timestamp,
      'x-yinxin-nonce': changes.nonce ?? nonce,
      'x-yinxin-signature': signature,
    };
    const send = () => fetch(`${world.wiring.url}${changes.path ?? path}`, { method: 'POST', body: changes.body ?? body, headers });
    return { first: await send(), second: await send() };
  }

  it('are taken once: a replay is refused', async () => {
    const { first, second } = await raw({});
    expect([first.status, second.status]).toEqual([200, 401]);
    expect(await second.json()).toMatchObject({ error: { code: 'signature.replayed' } });
  });

  it.each([
    ['body', { body: '{"reference":"y"}' }],
    ['path', { path: '/identity/remittances' }],
    ['query', { path: '/identity/remittances/states?x=1' }],
    ['time', { timestamp: String(Date.now() + 1) }],
    ['nonce', { nonce: 'f'.repeat(32) }],
  ])('whose %s was changed on the way are refused', async (_name, changes) => expect((await raw(changes)).first.status).toBe(401));
});

describe('answers to signed requests', () => {
  let server: Server;
  let reply: (nonce: string) => { body: string; timestamp: string; signature: string; status?: number };
  let signed: SignedJson;
  const SECRET = 'shared';
  const body = '{"state":"paid"}';
  const good = (nonce: string, timestamp = String(Date.now()), status = 200) => ({
    body,
    timestamp,
    status,
    signature: answerSignature(SECRET, { status, nonce, timestamp, body }),
  });

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      const answer = reply(String(request.headers['x-yinxin-nonce']));
      response.writeHead(answer.status ?? 200, { 'x-yinxin-timestamp': answer.timestamp, 'x-yinxin-signature': answer.signature });
      response.end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`;
    signed = new SignedJson({ url, clientId: 'yinxin', secret: SECRET }, quickHttp, realClock);
  });
  afterAll(() => server.close());
  const ask = () => signed.post('once', '/x', {}, z.object({ state: z.string() }));

  it('are believed when signed for that very request', async () => {
    reply = (nonce) => good(nonce);
    expect(await ask()).toEqual({ ok: true, value: { state: 'paid' } });
  });

  let captured: ReturnType<typeof good> | undefined;
  it.each([
    ['an altered body', (nonce: string) => ({ ...good(nonce), body: '{"state":"fail"}' })],
    ['an altered status', (nonce: string) => ({ ...good(nonce), status: 201 })],
    ['an altered time', (nonce: string) => ({ ...good(nonce), timestamp: '1' })],
    ['no signature', (nonce: string) => ({ ...good(nonce), signature: '' })],
    ['an answer recorded from another request', (nonce: string) => (captured ??= good('0'.repeat(nonce.length)))],
    ['an answer ten minutes old', (nonce: string) => good(nonce, String(Date.now() - 600_000))],
    ['a time that is none', (nonce: string) => good(nonce, 'soon')],
    [
      'the request’s own signature sent back',
      (nonce: string) => ({
        ...good(nonce),
        signature: requestSignature(SECRET, { method: 'POST', path: '/v1/x', timestamp: String(Date.now()), nonce, body }),
      }),
    ],
    [
      'a signed body of another shape',
      (nonce: string) => {
        const [timestamp, other] = [String(Date.now()), '{"state":1}'];
        return { body: other, timestamp, signature: answerSignature(SECRET, { status: 200, nonce, timestamp, body: other }) };
      },
    ],
  ])('are unknown with %s', async (_name, make) => {
    reply = make;
    expect(await ask()).toMatchObject({ ok: false, kind: 'unknown' });
  });
});
