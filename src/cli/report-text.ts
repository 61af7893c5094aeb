import type { SignatureReport, VerificationReport } from '../modules/seal/domain/verification-report.ts';

/** The report for a person at a terminal. */
export function reportText(report: VerificationReport): string {
  const parts = report.signatures.map((signature, index) => signatureText(signature, index + 1));
  return [`${printable(report.file)}: ${verdictText(report.verdict, report.reason)}`, ...parts].join('\n\n').concat('\n');
}

function signatureText(signature: SignatureReport, number: number): string {
  const rows: readonly (readonly [string, string | null])[] = [
    ['signer', signature.signer],
    ['USCC', signature.uscc],
    ['issuer', signature.issuer],
    ['serial', signature.serial],
    ['valid', signature.notBefore === null ? null : `${signature.notBefore} to ${String(signature.notAfter)}`],
    ['chain', signature.chain.length > 1 ? signature.chain.join('  <-  ') : null],
    ['format', [signature.format, signature.level].filter((part) => part !== null).join(' ')],
    ['claimed time', signature.claimedTime],
    ['time-stamp', stampText(signature)],
    ['revocation', signature.revokedAt === null ? signature.revocation : `revoked at ${signature.revokedAt}`],
    ['reason', signature.signingReason],
    ['location', signature.signingLocation],
    ['covers', signature.coversRevision ? `the whole revision ${String(signature.revision)}` : 'not a whole revision'],
    ['faults', signature.faults.length === 0 ? null : signature.faults.join(', ')],
  ];
  const shown = rows.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(13)} ${printable(value)}`]));
  const changes = signature.changes.map(({ revision, kind, object, allowed }) => {
    return `  later change  revision ${String(revision)}: ${kind}${object === null ? '' : ` (${printable(object)})`}${allowed ? '' : ' NOT ALLOWED'}`;
  });
  return [
    `${String(number)}. ${printable(signature.field)}: ${verdictText(signature.verdict, signature.reason)}`,
    ...shown,
    ...changes,
  ].join('\n');
}

function stampText({ timestamp, timestampAuthority, timestampProves }: SignatureReport): string | null {
  if (timestamp === null) return null;
  return `${timestamp}${timestampAuthority === null ? '' : ` by ${timestampAuthority}`}${timestampProves ? '' : ' (proves nothing here)'}`;
}

function verdictText(verdict: string, reason: string | null): string {
  return reason === null ? verdict.toUpperCase() : `${verdict.toUpperCase()} (${reason})`;
}

/** Names come from files of strangers: nothing of them may steer the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\uFFFD').slice(0, 400);
}
