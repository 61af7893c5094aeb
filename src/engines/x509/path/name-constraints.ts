/** Name constraints along a path (RFC 5280 4.2.1.10, 6.1.3 b and c, 6.1.4 g). */
import type { TbsCertificate } from '../certificate.ts';
import type { NameConstraints } from '../extensions.ts';
import type { GeneralName } from '../general-name.ts';
import { Oid } from '../oids.ts';
import { liesWithin } from './name-subtree.ts';
import { PathFailure } from './path-reason.ts';

const maxComparisons = 250_000;

/** Grows with each CA certificate: a name must lie in every permitted list of its form and in no excluded subtree. */
export class NameConstraintState {
  readonly #permitted: (readonly GeneralName[])[] = [];
  readonly #excluded: GeneralName[] = [];
  #left = maxComparisons;

  add({ permitted, excluded }: NameConstraints): void {
    if (permitted.length > 0) this.#permitted.push(permitted);
    this.#excluded.push(...excluded);
  }

  /** Throws PathFailure `name-constraints` when a name of the certificate is not allowed. */
  check(certificate: TbsCertificate): void {
    if (this.#permitted.length === 0 && this.#excluded.length === 0) return;
    for (const name of namesOf(certificate)) {
      const form = formOf(name);
      if (this.#excluded.some((base) => formOf(base) === form && this.#within(name, base, 'excluded'))) this.#refuse(form, 'excluded');
      for (const list of this.#permitted) {
        const sameForm = list.filter((base) => formOf(base) === form);
        if (sameForm.length > 0 && !sameForm.some((base) => this.#within(name, base, 'permitted'))) this.#refuse(form, 'not permitted');
      }
    }
  }

  #within(name: GeneralName, base: GeneralName, list: 'permitted' | 'excluded'): boolean {
    if (--this.#left < 0) throw new PathFailure('too-complex', 'too many name constraints');
    return liesWithin(name, base, list);
  }

  #refuse(form: string, what: string): never {
    throw new PathFailure('name-constraints', `a ${form} name is ${what}`);
  }
}

function formOf(name: GeneralName): string {
  return name.kind === 'other' ? `other-${name.tagNumber}` : name.kind;
}

/** Subject and alternative names; mail addresses in the subject count where no alternative name has one. */
function namesOf(certificate: TbsCertificate): readonly GeneralName[] {
  const names: GeneralName[] = [...(certificate.subjectAltName ?? [])];
  const { subject } = certificate;
  if (!names.some(({ kind }) => kind === 'email')) {
    const mails = subject.attributes.filter(({ oid }) => oid === Oid.emailAddress);
    names.push(...mails.map(({ value }) => ({ kind: 'email' as const, value })));
  }
  if (!subject.isEmpty) names.push({ kind: 'directory', name: subject });
  return names;
}
