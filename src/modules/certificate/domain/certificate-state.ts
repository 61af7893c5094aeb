import { StateMachine } from '../../../kernel/state-machine.ts';

/**
 * The life of one X.509 certificate. `issuing`: serial and planned content are stored, the signature may or may not exist.
 * `abandoned`: the signature was never stored; the serial is never called good. `superseded`: valid, but not used any more.
 */
export type CertificateState = 'issuing' | 'issued' | 'superseded' | 'revoked' | 'expired' | 'abandoned';
export type CertificateEvent = 'store' | 'abandon' | 'supersede' | 'revoke' | 'expire';

export const certificateMachine = new StateMachine<CertificateState, CertificateEvent>('certificate', [
  ['issuing', 'store', 'issued'],
  ['issuing', 'abandon', 'abandoned'],
  ['issuing', 'revoke', 'revoked'],
  ['issued', 'supersede', 'superseded'],
  ['issued', 'revoke', 'revoked'],
  ['issued', 'expire', 'expired'],
  ['superseded', 'revoke', 'revoked'],
  ['superseded', 'expire', 'expired'],
]);
