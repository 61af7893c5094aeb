import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningSimulators } from '../../../simulators/start-simulators.ts';
import { AliyunSms, type SmsMessage } from '../../../src/adapters/aliyun-sms/aliyun-sms.ts';
import { anOutsideWorld, clockOff, quickHttp, realClock } from '../../simulators/outside-world.ts';

let world: RunningSimulators;
let sms: AliyunSms;
beforeAll(async () => {
  world = await anOutsideWorld();
  sms = new AliyunSms(world.wiring.sms, quickHttp, realClock);
});
afterAll(() => world.stop());

const aCode = (changes: Partial<SmsMessage> = {}): SmsMessage => ({
  phone: '13900000001',
  templateCode: 'SMS_100001',
  parameters: { code: '042817' },
  outId: 'row-1',
  ...changes,
});

async function inboxOf(phone: string): Promise<{ text: string; parameters: Record<string, string> }[]> {
  const answer = (await (await fetch(`${world.wiring.inbox.messagesUrl}?to=${phone}`)).json()) as {
    messages: { text: string; parameters: Record<string, string> }[];
  };
  return answer.messages;
}

describe('short messages', () => {
  it('arrive as the template says and can be read in the inbox', async () => {
    expect(await sms.send(aCode())).toMatchObject({ ok: true });
    expect(await inboxOf('13900000001')).toMatchObject([
      { text: '【印信】您的验证码为042817，5分钟内有效，请勿告知他人。', parameters: { code: '042817' } },
    ]);
  });

  it('carry any text a person may type', async () => {
    const content = `O'Neil (测试)*!~ +&=%/?#"\\\n😀`;
    expect(await sms.send(aCode({ phone: '13900000002', templateCode: 'SMS_100000', parameters: { content } }))).toMatchObject({
      ok: true,
    });
    expect((await inboxOf('13900000002'))[0]?.parameters).toEqual({ content });
  });

  it.each([
    ['a number that is none', { phone: '12440' }, 'reject', 'sms.phone'],
    ['a number with a second one behind', { phone: '13900000001,13900000003' }, 'reject', 'sms.phone'],
    ['a number the gateway refuses', { phone: '11111111111' }, 'reject', 'isv.MOBILE_NUMBER_ILLEGAL'],
    ['an unregistered template', { templateCode: 'SMS_0' }, 'reject', 'isv.SMS_TEMPLATE_ILLEGAL'],
    ['a missing variable', { parameters: {} }, 'reject', 'isv.TEMPLATE_MISSING_PARAMETERS'],
  ])('%s is refused', async (_name, changes, kind, code) =>
    expect(await sms.send(aCode(changes))).toMatchObject({ ok: false, kind, code }),
  );

  it.each([
    ['error-after', 'unknown'],
    ['timeout-after', 'unknown'],
    ['throttled', 'retry'],
    ['refused', 'reject'],
  ])('a gateway with the fault %s makes a failure of kind %s', async (fault, kind) => {
    world.faults.plan('sms', fault);
    expect(await sms.send(aCode({ phone: '13900000004' }))).toMatchObject({ ok: false, kind });
  });

  it('are never sent twice by themselves after an unknown end', async () => {
    world.faults.plan('sms', 'timeout-after');
    await sms.send(aCode({ phone: '13900000005' }));
    expect(await inboxOf('13900000005')).toHaveLength(1);
  });

  it('are refused with a wrong secret, an unknown key or a clock a quarter of an hour off', async () => {
    const { sms: config } = world.wiring;
    const wrongSecret = new AliyunSms({ ...config, accessKeySecret: 'x' }, quickHttp, realClock);
    expect(await wrongSecret.send(aCode())).toMatchObject({ ok: false, kind: 'reject', code: 'SignatureDoesNotMatch' });
    const wrongKey = new AliyunSms({ ...config, accessKeyId: 'x' }, quickHttp, realClock);
    expect(await wrongKey.send(aCode())).toMatchObject({ ok: false, kind: 'reject', code: 'InvalidAccessKeyId.NotFound' });
    const slow = new AliyunSms(config, quickHttp, clockOff(-1_000_000));
    expect(await slow.send(aCode())).toMatchObject({ ok: false, kind: 'reject', code: 'InvalidTimeStamp.Expired' });
  });
});
