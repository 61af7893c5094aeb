export type SessionOwner = { readonly kind: 'account'; readonly id: string } | { readonly kind: 'staff'; readonly id: string };

/** Signed-in sessions. Only a hash of the session id is stored. */
export abstract class Sessions {
  abstract open(sessionId: string, owner: SessionOwner, at: Date): Promise<void>;
  abstract end(sessionId: string): Promise<void>;
  /** After a change of password or of what somebody may do: every other session of the owner ends. */
  abstract endAllOf(owner: SessionOwner, exceptSessionId?: string): Promise<void>;
  /** What is known of the owner changed: cached sessions are read anew, in every process. */
  abstract refresh(owner: SessionOwner): Promise<void>;
}
