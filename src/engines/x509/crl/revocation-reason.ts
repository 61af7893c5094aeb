/** CRLReason (RFC 5280 5.3.1) by name. */
export const revocationReasons = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const;

export type RevocationReason = keyof typeof revocationReasons;

const names: ReadonlyMap<number, RevocationReason> = new Map(reasonEntries());

function* reasonEntries(): Generator<[number, RevocationReason]> {
  let name: RevocationReason;
  for (name in revocationReasons) yield [revocationReasons[name], name];
}

/** The name of a reason code, undefined for a number that RFC 5280 does not know. */
export function reasonOfCode(code: number): RevocationReason | undefined {
  return names.get(code);
}
