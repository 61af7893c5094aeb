/** What the buyer agrees to; the audit trail keeps name and version. */
export const serviceAgreement = { name: '电子认证服务协议', version: '2026-11' } as const;

/** The line of the order as the payer reads it, here and at the gateway. */
export function unitCertificateLine(typeName: string, platformName: string, years: number): string {
  return `${typeName}（${platformName}，${years} 年）`;
}
