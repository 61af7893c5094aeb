import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { Faults } from '../faults.ts';
import { type Call, json, type Reply } from '../http-kit.ts';
import type { Secrets } from '../secrets.ts';
import type { Inbox } from './inbox.ts';

const SIGNED = ['host', 'x-acs-action', 'x-acs-content-sha256', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-version'];
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

/** Dysmsapi `SendSms` at the root path, ACS3-HMAC-SHA256 verified: signature, date, nonce, then number, template and variables. */
export class SmsSimulator {
  readonly #nonces = new Map<string, number>();

  constructor(
    private readonly secrets: Secrets,
    private readonly faults: Faults,
    private readonly inbox: Inbox,
    private readonly templates: Readonly<Record<string, string>>,
  ) {}

  handle(call: Call): Reply | undefined {
    if (call.path !== '/' || call.headers['x-acs-action'] === undefined) return undefined;
    const fault = this.faults.take('sms');
    if (fault === 'error-before') return json({ Code: 'ServiceUnavailable', Message: 'unavailable' }, 503);
    if (fault === 'throttled') return answer(400, 'Throttling.User', 'Request was denied due to user flow control.');
    if (fault === 'refused') return answer(200, 'isv.MOBILE_NUMBER_ILLEGAL', '非法手机号');
    const problem = this.#unproven(call);
    const reply =
      problem === undefined ? this.#send(call.query) : answer(400, problem, 'Specified signature does not match our calculation.');
    if (fault === 'error-after') return json({ Code: 'InternalError', Message: 'failed' }, 500);
    return fault === 'timeout-after' ? 'silence' : reply;
  }

  #unproven(call: Call): string | undefined {
    const authorization = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
      call.headers.authorization ?? '',
    );
    if (authorization === null) return 'IncompleteSignature';
    const [, keyId, signedHeaders = '', signature] = authorization;
    if (keyId !== this.secrets.smsKeyId) return 'InvalidAccessKeyId.NotFound';
    const names = signedHeaders.split(';');
    if (SIGNED.some((name) => !names.includes(name))) return 'IncompleteSignature';
    const body = sha256(call.body);
    if (call.headers['x-acs-content-sha256'] !== body) return 'SignatureDoesNotMatch';
    const headers = names.map((name) => `${name}:${String(call.headers[name] ?? '').trim()}\n`).join('');
    const query = canonicalQuery(call.query);
    const text = `ACS3-HMAC-SHA256\n${sha256([call.method, call.path, query, headers, signedHeaders, body].join('\n'))}`;
    if (createHmac('sha256', this.secrets.smsKeySecret).update(text).digest('hex') !== signature) return 'SignatureDoesNotMatch';
    return this.#stale(String(call.headers['x-acs-date']), String(call.headers['x-acs-signature-nonce']));
  }

  #stale(date: string, nonce: string): string | undefined {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date) || Math.abs(Date.now() - Date.parse(date)) > 900_000)
      return 'InvalidTimeStamp.Expired';
    if (this.#nonces.has(nonce)) return 'SignatureNonceUsed';
    for (const [old, at] of this.#nonces) if (at < Date.now() - 900_000) this.#nonces.delete(old);
    this.#nonces.set(nonce, Date.now());
    return undefined;
  }

  #send(query: URLSearchParams): Reply {
    const to = query.get('PhoneNumbers') ?? '';
    const template = query.get('TemplateCode') ?? '';
    const text = Object.hasOwn(this.templates, template) ? this.templates[template] : undefined;
    if (!/^(1[3-9]\d{9}|00\d{6,18})$/.test(to)) return answer(200, 'isv.MOBILE_NUMBER_ILLEGAL', '非法手机号');
    if (!query.get('SignName')) return answer(200, 'isv.SMS_SIGNATURE_ILLEGAL', '签名不合法');
    if (text === undefined) return answer(200, 'isv.SMS_TEMPLATE_ILLEGAL', '短信模版不合法');
    const parameters = variables(query.get('TemplateParam'));
    if (parameters === undefined) return answer(200, 'isv.INVALID_JSON_PARAM', 'JSON参数不合法');
    const missing = [...text.matchAll(/\$\{(\w+)\}/g)].some(([, name = '']) => parameters[name] === undefined);
    if (missing) return answer(200, 'isv.TEMPLATE_MISSING_PARAMETERS', '模版缺少变量');
    const filled = text.replace(/\$\{(\w+)\}/g, (_, name: string) => parameters[name] ?? '');
    const id = randomUUID();
    const from = query.get('SignName') ?? '';
    this.inbox.put({
      id,
      channel: 'sms',
      to,
      from,
      subject: '',
      text: `【${from}】${filled}`,
      at: new Date().toISOString(),
      template,
      parameters,
    });
    return json({ Code: 'OK', Message: 'OK', BizId: id.replaceAll('-', ''), RequestId: randomUUID().toUpperCase() });
  }
}

function variables(text: string | null): Record<string, string> | undefined {
  try {
    return JSON.parse(text ?? '{}') as Record<string, string>;
  } catch {
    return undefined;
  }
}

function canonicalQuery(query: URLSearchParams): string {
  const strict = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return [...query]
    .map(([name, value]) => `${strict(name)}=${strict(value)}`)
    .sort()
    .join('&');
}

function answer(status: number, code: string, message: string): Reply {
  return json({ Code: code, Message: message, RequestId: randomUUID().toUpperCase() }, status);
}
