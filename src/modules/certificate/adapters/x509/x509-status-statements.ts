import { readDer } from '../../../../engines/der/der-reader.ts';
import { parseCertificate } from '../../../../engines/x509/certificate.ts';
import { encodeCertId, readCertId } from '../../../../engines/x509/ocsp/ocsp-request.ts';
import type { Authorities } from '../../ports/authorities.ts';
import type { RevocationLists } from '../../ports/revocation-lists.ts';
import { StatusStatements } from '../../ports/status-statements.ts';
import type { OcspResponder } from './ocsp-responder.ts';

export class X509StatusStatements extends StatusStatements {
  readonly #authorities: Authorities;
  readonly #lists: RevocationLists;
  readonly #responder: OcspResponder;

  constructor(authorities: Authorities, lists: RevocationLists, responder: OcspResponder) {
    super();
    this.#authorities = authorities;
    this.#lists = lists;
    this.#responder = responder;
  }

  override async about(certificate: Uint8Array, issuer: string): Promise<{ ocsp: readonly Uint8Array[]; crls: readonly Uint8Array[] }> {
    const authority = await this.#authorities.byId(issuer);
    if (authority === undefined) return { ocsp: [], crls: [] };
    const { serial } = parseCertificate(certificate);
    const certId = readCertId(readDer(encodeCertId(parseCertificate(authority.der), serial)));
    const proof = await this.#responder.proofFor(certId);
    const lists = await Promise.all([this.#lists.latest(issuer), this.#lists.latest(authority.issuer)]);
    return { ocsp: proof === undefined ? [] : [proof], crls: lists.flatMap((list) => (list === undefined ? [] : [list.der])) };
  }
}
