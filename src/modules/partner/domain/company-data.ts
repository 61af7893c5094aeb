import { FieldChecks } from '../../../kernel/field-checks.ts';
import { parseMailAddress, parseMobile } from '../../../kernel/mobile.ts';
import { parseUscc } from '../../../kernel/uscc.ts';

/** PAR-004: what a company says of itself when it registers. */
export interface CompanyData {
  readonly companyName: string;
  readonly uscc: string;
  readonly legalRepresentative: string;
  readonly address: string;
  readonly contactName: string;
  readonly contactMobile: string;
  readonly contactMail: string;
}

export type CompanyForm = Readonly<Record<keyof CompanyData, string>>;

/** C04: which mobile numbers a tenant accepts (VAL-08). An empty list means every mainland number. */
export interface PhonePolicy {
  readonly operatorPrefixes: readonly string[];
}

/** Checks a whole form at once; throws InvalidFields that names every refused field. */
export function parseCompanyData(form: CompanyForm, phones: PhonePolicy): CompanyData {
  const checks = new FieldChecks();
  const companyName = checks.text(form.companyName, 'companyName', 100);
  const uscc = parseUscc(form.uscc);
  checks.require(uscc !== undefined, 'uscc', 'input.uscc');
  const legalRepresentative = checks.text(form.legalRepresentative, 'legalRepresentative', 50);
  const address = form.address.normalize('NFC').trim();
  checks.require(address.length <= 200, 'address', 'input.too-long', { max: 200 });
  const contactName = checks.text(form.contactName, 'contactName', 50);
  const contactMobile = parseMobile(form.contactMobile);
  checks.require(contactMobile !== undefined, 'contactMobile', 'input.mobile');
  checks.require(contactMobile === undefined || ofOperator(contactMobile, phones), 'contactMobile', 'input.mobile-operator');
  const contactMail = parseMailAddress(form.contactMail);
  checks.require(contactMail !== undefined, 'contactMail', 'input.mail');
  checks.throwIfAny();
  return {
    companyName,
    uscc: uscc ?? '',
    legalRepresentative,
    address,
    contactName,
    contactMobile: contactMobile ?? '',
    contactMail: contactMail ?? '',
  };
}

function ofOperator(mobile: string, { operatorPrefixes }: PhonePolicy): boolean {
  return operatorPrefixes.length === 0 || operatorPrefixes.some((prefix) => mobile.startsWith(prefix));
}
