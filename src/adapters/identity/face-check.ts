import { z } from 'zod';
import { accepted, failed, type Outcome } from '../../kernel/outside.ts';
import type { SignedJson } from './signed-json.ts';

const begun = z.object({ sessionId: z.string().min(1).max(200), reference: z.string(), url: z.url() });
const result = z.object({
  sessionId: z.string(),
  reference: z.string(),
  state: z.enum(['pending', 'passed', 'failed']),
  reason: z.enum(['not-in-store', 'mismatch', 'quality', 'cancelled', 'expired']).optional(),
});

export interface FacePerson {
  readonly name: string;
  readonly idNumber: string;
}

export interface FaceResult {
  readonly state: 'pending' | 'passed' | 'failed';
  readonly reason?: 'not-in-store' | 'mismatch' | 'quality' | 'cancelled' | 'expired';
}

/** Live face check against the public-security store. The person's browser goes to `url` and returns; only `result` proves anything. */
export class FaceCheck {
  constructor(private readonly party: SignedJson) {}

  /**
   * Opens a session for one person. `reference` is our own row's id: the same reference, person and address answer the same session.
   * Failures: those of SignedJson; after `unknown` begin again with the same reference.
   */
  async begin(reference: string, person: FacePerson, returnUrl: string): Promise<Outcome<{ sessionId: string; url: string }>> {
    const answer = await this.party.post('safe', '/face/sessions', { reference, ...person, returnUrl }, begun);
    if (!answer.ok) return answer;
    if (answer.value.reference !== reference) return otherSession();
    return accepted({ sessionId: answer.value.sessionId, url: answer.value.url });
  }

  /**
   * How the session ended for that very person; `pending` until the camera page is done. A passed result counts once: the caller marks
   * its row used. Failures: those of SignedJson; `reject` with `face.other-person` when session and person do not belong together.
   */
  async result(reference: string, sessionId: string, person: FacePerson): Promise<Outcome<FaceResult>> {
    const answer = await this.party.post('safe', '/face/results', { reference, sessionId, ...person }, result);
    if (!answer.ok) return answer;
    const { state, reason } = answer.value;
    if (answer.value.reference !== reference || answer.value.sessionId !== sessionId) return otherSession();
    return accepted({ state, ...(reason !== undefined && { reason }) });
  }
}

function otherSession(): Outcome<never> {
  return failed('reject', 'face.other-session', 'the answer speaks of another session');
}
