import { z } from 'zod';
import type { Outcome } from '../../kernel/outside.ts';
import type { SignedJson } from './signed-json.ts';

export interface RegistryQuestion {
  readonly name: string;
  readonly uscc: string;
  readonly legalRepresentative: string;
  /** Left out: three elements are compared instead of four. */
  readonly legalRepresentativeId?: string;
}

const element = z.enum(['name', 'legalRepresentative', 'legalRepresentativeId']);
const operating = z.enum(['operating', 'revoked', 'cancelled', 'moved-out']);
const answer = z.discriminatedUnion('result', [
  z.object({ result: z.literal('match'), operating }),
  z.object({ result: z.literal('mismatch'), operating, mismatched: z.array(element).min(1) }),
  z.object({ result: z.literal('absent') }),
]);

/**
 * `absent`: no company has that code; a young one may be missing for about 15 working days.
 * `operating`: 存续 operating, 吊销 revoked, 注销 cancelled, 迁出 moved-out.
 */
export type RegistryAnswer = z.infer<typeof answer>;

/** The business register (工商): compares name, code, legal representative and that person's ID number. Safe to repeat. */
export class BusinessRegistry {
  constructor(private readonly party: SignedJson) {}

  /** Mismatch and absent are ordinary outcomes (UNI-007 counts them). Failures: those of SignedJson. */
  verify(question: RegistryQuestion): Promise<Outcome<RegistryAnswer>> {
    return this.party.post('safe', '/registry/verifications', question, answer);
  }
}
