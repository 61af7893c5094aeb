import type { Request, Response, Router } from 'express';
import { type Clock, shanghaiTime } from '../../../../kernel/clock.ts';
import { InvalidFields } from '../../../../kernel/domain-error.ts';
import { fieldOf, noErrors, paramOf, queryOf, type ShownErrors, shownErrors } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { RevokeCertificate } from '../../application/revoke-certificate.ts';
import type { SeeCertificates } from '../../application/see-certificates.ts';
import type { CertificateState } from '../../domain/certificate-state.ts';
import { type RevocationReason, reasonsOf } from '../../domain/revocation.ts';
import { validityText } from '../../domain/term.ts';
import type { CertificateRow, ListPosition } from '../../ports/certificate-reading.ts';
import { factsOf } from './certificate-facts.ts';
import { certificateTag, revocationText, serialText } from './certificate-words.ts';
import { factItems, filesOf } from './holder-pages.ts';

const states: readonly CertificateState[] = ['issued', 'superseded', 'revoked', 'expired', 'issuing', 'abandoned'];
const perPage = 50;

/** Staff: all certificates, and revocation with a reason (§9: reviewers and operators). */
export class StaffCertificateRoutes {
  constructor(
    private readonly pages: Pages,
    private readonly see: SeeCertificates,
    private readonly revoke: RevokeCertificate,
    private readonly clock: Clock,
  ) {}

  mount(router: Router): void {
    router.get('/staff/certificates', (req, res) => this.#list(req, res));
    router.get('/staff/certificates/:serial', (req, res) => this.#detail(req, res));
    router.post('/staff/certificates/:serial/revocation', (req, res) => this.#revoke(req, res));
  }

  async #list(req: Request, res: Response): Promise<void> {
    const { t } = this.pages;
    const words = queryOf(req, 'words', 80);
    const state = states.find((candidate) => candidate === queryOf(req, 'state'));
    const rows = await this.see.list(actorOf(req), { words, state }, positionOf(queryOf(req, 'after', 80)), perPage + 1);
    const shown = rows.slice(0, perPage);
    const last = rows.length > perPage ? shown.at(-1) : undefined;
    const query = new URLSearchParams({ words, state: state ?? '' });
    await this.pages.respond(req, res, 'certificate/staff-list', {
      title: t('certificate.staff.title'),
      filters: {
        action: '/staff/certificates',
        fields: [
          { name: 'words', label: t('certificate.staff.words'), value: words, type: 'search' },
          {
            name: 'state',
            label: t('certificate.field.state'),
            value: state ?? '',
            options: [
              { value: '', label: t('certificate.staff.all') },
              ...states.map((value) => ({ value, label: t(`certificate.x509.${value}`) })),
            ],
          },
        ],
      },
      table: this.#table(shown),
      empty: shown.length === 0,
      summary: t('certificate.staff.summary', { count: shown.length }),
      first: queryOf(req, 'after') === '' ? undefined : `/staff/certificates?${query}`,
      next: last && `/staff/certificates?${query}&after=${encodeURIComponent(`${last.reservedAt.toISOString()} ${last.serial}`)}`,
    });
  }

  #table(rows: readonly CertificateRow[]) {
    const { t } = this.pages;
    const now = this.clock.now();
    return {
      caption: t('certificate.staff.caption'),
      columns: [
        { label: t('certificate.field.holder') },
        { label: t('certificate.field.serial'), minor: true },
        { label: t('certificate.field.validity') },
        { label: t('certificate.field.state') },
      ],
      rows: rows.map((row) => ({
        cells: [
          { text: row.holderName, small: row.uscc ?? t('certificate.personal'), href: `/staff/certificates/${row.serial}` },
          { text: serialText(row.serial), num: true },
          { text: validityText(row.notBefore, row.notAfter), num: true },
          { tag: certificateTag(t, row, now) },
        ],
        ops: [{ href: `/staff/certificates/${row.serial}`, label: t('certificate.open'), about: row.holderName }],
      })),
      ops: true,
    };
  }

  async #detail(req: Request, res: Response, errors: ShownErrors = noErrors): Promise<void> {
    const actor = actorOf(req);
    const { t } = this.pages;
    const row = await this.see.forStaff(actor, paramOf(req, 'serial'));
    const now = this.clock.now();
    const facts = row.der === undefined ? undefined : factsOf(await this.see.file(actor, row.serial));
    const ended = row.state === 'revoked' || row.state === 'expired' || row.state === 'abandoned';
    const model = {
      title: row.holderName,
      serial: row.serial,
      tag: certificateTag(t, row, now),
      facts: facts && factItems(t, row, facts, now),
      files: row.der === undefined ? [] : filesOf(t, row.serial),
      revoked: revocationText(t, row),
      note: row.revocationNote,
      reasons: ended ? [] : reasonsOf(actor).map((reason) => ({ value: reason, label: t(`certificate.reason.${reason}`) })),
      values: { reason: fieldOf(req, 'reason', 40), note: fieldOf(req, 'note', 400) },
      now: shanghaiTime(now),
      errors,
    };
    await this.pages.respond(req, res, 'certificate/staff-detail', model, {
      status: errors.list.length === 0 ? 200 : 422,
      crumbs: [{ label: t('certificate.staff.title'), href: '/staff/certificates' }, { label: row.holderName }],
    });
  }

  async #revoke(req: Request, res: Response): Promise<void> {
    const actor = actorOf(req);
    const serial = paramOf(req, 'serial');
    try {
      const reason = chosenReason(fieldOf(req, 'reason', 40));
      await this.revoke.execute(actor, { serial, reason, note: fieldOf(req, 'note', 400).trim() });
    } catch (error) {
      return this.#detail(req, res, shownErrors(this.pages, error, 'reason'));
    }
    res.redirect(303, `/staff/certificates/${encodeURIComponent(serial)}`);
  }
}

function chosenReason(value: string): RevocationReason {
  const reasons: readonly RevocationReason[] = [
    'key-lost',
    'data-changed',
    'key-replaced',
    'left-unit',
    'account-closed',
    'requested',
    'misused',
  ];
  const reason = reasons.find((candidate) => candidate === value);
  if (reason === undefined) throw new InvalidFields([{ field: 'reason', code: 'certificate.reason-needed' }]);
  return reason;
}

function positionOf(text: string): ListPosition | undefined {
  const [, at = '', serial = ''] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ([0-9a-f]{2,40})$/.exec(text) ?? [];
  const time = new Date(at);
  return serial === '' || Number.isNaN(time.getTime()) ? undefined : { at: time, serial };
}
