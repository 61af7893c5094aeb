import type { Request, Response, Router } from 'express';
import type { Clock } from '../../../../kernel/clock.ts';
import { queryOf } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import { serviceAgreement } from '../../application/purchase-words.ts';
import type { SeeCertificates } from '../../application/see-certificates.ts';
import { validityText } from '../../domain/term.ts';
import { certificateTag, serialText } from './certificate-words.ts';

/** CER-095: anybody asks for the state and validity of a certificate. */
export class LookUpRoutes {
  readonly #perAddress = new RateLimit({ name: 'certificate-lookup', points: 60, seconds: 60 });

  constructor(
    private readonly pages: Pages,
    private readonly see: SeeCertificates,
    private readonly clock: Clock,
  ) {}

  mount(router: Router): void {
    router.get('/agreements/certificate-service', (req, res) => this.#agreement(req, res));
    router.get('/certificate-status', this.#perAddress.byAddress, (req, res) => this.#page(req, res));
  }

  async #agreement(req: Request, res: Response): Promise<void> {
    const { t } = this.pages;
    await this.pages.respond(req, res, 'certificate/agreement', {
      title: t('certificate.agreement.title'),
      version: serviceAgreement.version,
      clauses: [1, 2, 3, 4, 5, 6].map((clause) => t(`certificate.agreement.clause-${clause}`)),
    });
  }

  async #page(req: Request, res: Response): Promise<void> {
    const words = queryOf(req, 'words', 80).trim();
    const found = words === '' ? [] : await this.see.lookUp(words);
    const { t } = this.pages;
    const now = this.clock.now();
    await this.pages.respond(req, res, 'certificate/look-up', {
      title: t('certificate.look-up.title'),
      words,
      none: words !== '' && found.length === 0,
      table:
        found.length === 0
          ? undefined
          : {
              caption: t('certificate.look-up.caption'),
              columns: [
                { label: t('certificate.field.serial') },
                { label: t('certificate.field.validity') },
                { label: t('certificate.field.state') },
              ],
              rows: found.map((row) => ({
                cells: [
                  { text: serialText(row.serial), num: true },
                  { text: validityText(row.notBefore, row.notAfter), num: true },
                  { tag: certificateTag(t, row, now) },
                ],
              })),
            },
    });
  }
}
