/** The figures of the verification rules; the conflict register names the keys. Handed to the module at start, with these defaults. */
export interface UnitRules {
  /** `ocr.fail_to_manual` (C17): more failures than this open manual review (UNI-006). */
  readonly recognitionFailuresToManual: number;
  /** `registry.fail_to_manual` (C17): more failures than this open manual review (UNI-007). */
  readonly registryFailuresToManual: number;
  /** UNI-014: requests of a transfer within 24 hours, per bank account, per company and per person. */
  readonly transfersPerDay: number;
  /** UNI-015 */
  readonly checksPerTransfer: number;
  /** UNI-016 */
  readonly amountDays: number;
  /** UNI-018 and VAL-10, in fen. */
  readonly smallestTransferFen: number;
  readonly largestTransferFen: number;
}

export const defaultUnitRules: UnitRules = {
  recognitionFailuresToManual: 3,
  registryFailuresToManual: 10,
  transfersPerDay: 2,
  checksPerTransfer: 3,
  amountDays: 5,
  smallestTransferFen: 1,
  largestTransferFen: 200,
};
