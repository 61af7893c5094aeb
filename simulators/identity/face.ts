import { createHmac } from 'node:crypto';
import { type Call, html, type Reply, seeOther } from '../http-kit.ts';
import { escaped, page } from '../page.ts';
import type { RecordFile } from '../record-file.ts';
import { isResidentId } from './numbers.ts';
import { type Answer, refusal } from './signed-door.ts';

export interface FaceSession {
  readonly sessionId: string;
  readonly reference: string;
  readonly name: string;
  readonly idNumber: string;
  readonly returnUrl: string;
  readonly createdAt: number;
  readonly state: 'pending' | 'passed' | 'failed';
  readonly reason?: string;
}

const LIFE_MS = 30 * 60_000;

/** A face session: begun by the product, finished on our page by the person, decided by the person's data. */
export class FaceSimulator {
  constructor(
    private readonly sessions: RecordFile<FaceSession>,
    private readonly secret: string,
    private readonly ownUrl: () => string,
  ) {}

  begin(content: Record<string, unknown>): Answer {
    const { reference, name, idNumber, returnUrl } = content;
    if (
      ![reference, name, idNumber, returnUrl].every((value) => typeof value === 'string' && value !== '') ||
      !URL.canParse(String(returnUrl))
    ) {
      return refusal(400, 'face.request', 'reference, name, idNumber and returnUrl are needed');
    }
    const wanted = { reference: String(reference), name: String(name), idNumber: String(idNumber), returnUrl: String(returnUrl) };
    // Not guessable, and found again from the reference alone.
    const sessionId = createHmac('sha256', this.secret).update(`face ${wanted.reference}`).digest('hex').slice(0, 32);
    const earlier = this.sessions.get(sessionId);
    if (earlier !== undefined && !samePerson(earlier, wanted))
      return refusal(409, 'face.reference-reused', 'the reference belongs to another person');
    if (earlier === undefined) this.sessions.put(sessionId, { ...wanted, sessionId, createdAt: Date.now(), state: 'pending' });
    return { status: 200, content: { sessionId, reference, url: `${this.ownUrl()}/face/page/${sessionId}` } };
  }

  result(content: Record<string, unknown>): Answer {
    const found = this.sessions.get(String(content['sessionId']));
    if (found === undefined) return refusal(404, 'face.session', 'no such session');
    if (found.reference !== content['reference'] || !samePerson(found, content))
      return refusal(403, 'face.other-person', 'session and person do not match');
    const { sessionId, reference, state, reason } = this.#aged(found);
    return { status: 200, content: { sessionId, reference, state, ...(reason !== undefined && { reason }) } };
  }

  /** The camera page. */
  handle(call: Call): Reply | undefined {
    const sessionId = /^\/face\/page\/([0-9a-f]{32})$/.exec(call.path)?.[1];
    if (sessionId === undefined) return undefined;
    const found = this.sessions.get(sessionId);
    const session = found === undefined ? undefined : this.#aged(found);
    if (session?.state !== 'pending') return html(page('人脸采集', '<h1>人脸采集</h1><p>本次采集已结束，请返回原页面。</p>'), 409);
    if (call.method !== 'POST') return html(capturePage(session));
    const captured = new URLSearchParams(call.body).get('action') === 'capture';
    this.sessions.put(sessionId, { ...session, ...(captured ? decided(session) : { state: 'failed', reason: 'cancelled' }) });
    const back = new URL(session.returnUrl);
    back.searchParams.set('face_session', sessionId);
    return seeOther(back.toString());
  }

  #aged(session: FaceSession): FaceSession {
    const late = session.state === 'pending' && Date.now() - session.createdAt > LIFE_MS;
    return late ? { ...session, state: 'failed', reason: 'expired' } : session;
  }
}

/** An ID number with a wrong check digit is in no store; a name with 不符 is another face, one with 模糊 a blurred picture. */
function decided({ name, idNumber }: FaceSession): Pick<FaceSession, 'state' | 'reason'> {
  if (!isResidentId(idNumber)) return { state: 'failed', reason: 'not-in-store' };
  if (name.includes('不符')) return { state: 'failed', reason: 'mismatch' };
  return name.includes('模糊') ? { state: 'failed', reason: 'quality' } : { state: 'passed' };
}

function samePerson(session: { name: string; idNumber: string }, other: { name?: unknown; idNumber?: unknown }): boolean {
  return session.name === other.name && session.idNumber === other.idNumber;
}

function capturePage(session: FaceSession): string {
  return page(
    '人脸采集',
    `<h1>模拟人脸采集</h1><dl><dt>姓名</dt><dd>${escaped(session.name)}</dd><dt>证件号码</dt><dd>${escaped(session.idNumber.slice(0, 4))}**********${escaped(session.idNumber.slice(-4))}</dd></dl>
<form method="post"><button class="main" name="action" value="capture">开始采集</button><button name="action" value="cancel">取消</button></form>`,
  );
}
