/** Rules that a tenant may set otherwise (requirements §7), and what the modules need to know of the installation. */
export abstract class BusinessSettings {
  /** Without a slash at the end. Fixed once the CA is made: it stands in every certificate. */
  abstract readonly publicUrl: string;
  /** Where the encrypted root key of the CA is put when it is made. */
  abstract readonly caFolder: string;
  /** 1 to 127, different for each process that issues certificates (keys: two processes never draw one serial number). */
  abstract readonly instanceNumber: number;
  /** C04: prefixes of the operator's own network; empty accepts every mainland number. */
  abstract readonly phones: { readonly operatorPrefixes: readonly string[] };
  /** Template codes registered at the SMS gateway, by our own names. */
  abstract readonly smsTemplates: Readonly<Record<string, string>>;
  /** Staff need a code of their authenticator app (everywhere but in the demo). */
  abstract readonly staffCodeNeeded: boolean;
}
