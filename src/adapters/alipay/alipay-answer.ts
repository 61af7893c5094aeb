import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { accepted, type Failure, failed, type Outcome } from '../../kernel/outside.ts';
import { rawMembers, textOf } from './raw-members.ts';
import { rsa2Verify } from './rsa2.ts';

/** Members common to every `{method}_response`; the rest stays for the method's own schema. */
const answerShape = z.looseObject({
  code: z.string(),
  msg: z.string().optional(),
  sub_code: z.string().optional(),
  sub_msg: z.string().optional(),
});
export type AlipayAnswer = z.infer<typeof answerShape>;

/**
 * The signed content of a gateway answer, business refusals included (`code` other than 10000).
 *
 * Failures are `unknown`: an answer that does not prove where it comes from proves nothing about what happened.
 * Only Alipay's refusal of our own signature or application, which it cannot sign for us, is a `reject`.
 */
export function readAnswer(body: string, method: string, key: KeyObject): Outcome<AlipayAnswer> {
  const members = rawMembers(body);
  if (members === undefined) return failed('unknown', 'alipay.answer-malformed', 'the answer is not one JSON object');
  const raw = members.get(`${method.replaceAll('.', '_')}_response`);
  const signature = textOf(members.get('sign'));
  if (raw === undefined || signature === undefined) return unsigned(raw ?? members.get('error_response'));
  if (!rsa2Verify(raw, signature, key)) return failed('unknown', 'alipay.answer-signature', 'the answer is not signed by Alipay');
  // Parsed from the verified text alone, never from the whole body.
  const answer = answerShape.safeParse(JSON.parse(raw));
  return answer.success ? accepted(answer.data) : failed('unknown', 'alipay.answer-malformed', 'the answer lacks a code');
}

const OUR_FAULTS = new Set([
  'isv.invalid-signature',
  'isv.invalid-app-id',
  'isv.missing-app-id',
  'isv.missing-signature',
  'isv.invalid-signature-type',
]);

function unsigned(raw: string | undefined): Failure {
  const answer = answerShape.safeParse(raw === undefined ? undefined : JSON.parse(raw));
  const subCode = answer.success ? answer.data.sub_code : undefined;
  if (subCode !== undefined && OUR_FAULTS.has(subCode)) return failed('reject', subCode, 'Alipay does not accept our key or application');
  return failed('unknown', 'alipay.answer-unsigned', 'the answer carries no signature');
}

/** The failure an answer with a code other than 10000 stands for. 20000 and the system errors say "perhaps done". */
export function refusalOf(answer: AlipayAnswer, repeatable: 'query' | 'change'): Failure {
  const code = answer.sub_code ?? `alipay.${answer.code}`;
  const message = answer.sub_msg ?? answer.msg ?? '';
  const unsure = answer.code === '20000' || answer.code === '10003' || /SYSTEM_ERROR|unknow-error/i.test(code);
  if (!unsure) return failed('reject', code, message);
  return failed(repeatable === 'query' ? 'retry' : 'unknown', code, message);
}
