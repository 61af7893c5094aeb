import type { Request, Response, Router } from 'express';
import type { AuditCheck } from '../../../../kernel/audit-reading.ts';
import { shanghaiTime } from '../../../../kernel/clock.ts';
import { queryOf } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { actorOf } from '../../../../web/request-context.ts';
import type { ReadAudit } from '../../application/read-audit.ts';
import { actionCell, actorCell } from './audit-words.ts';
import type { RouteGroup } from './partner-routes.ts';

/** §9: platform operators read the audit trail and have its chain walked. */
export class AuditRoutes implements RouteGroup {
  constructor(
    private readonly pages: Pages,
    private readonly audit: ReadAudit,
  ) {}

  mount(router: Router): void {
    router.get('/staff/audit', (req, res) => this.#show(req, res));
    router.post('/staff/audit/check', async (req, res) => {
      await this.#show(req, res, await this.audit.check(actorOf(req)));
    });
  }

  async #show(req: Request, res: Response, check?: AuditCheck): Promise<void> {
    const { t } = this.pages;
    const text = queryOf(req, 'text').trim();
    const after = Number(queryOf(req, 'after')) || undefined;
    const records = await this.audit.search(actorOf(req), { text, after });
    const rows = records.map((record) => ({
      cells: [
        { text: shanghaiTime(record.at), num: true },
        actorCell(t, record.actorName, record.actor),
        actionCell(record.action),
        { text: record.subject, small: record.subjectId },
        { text: [record.from, record.to].filter((state) => state !== '').join(' → '), small: record.reason },
      ],
    }));
    const columns = (['at', 'actor', 'action', 'subject', 'change'] as const).map((name) => ({ label: t(`partner.audit.${name}`) }));
    const last = records.at(-1)?.id;
    await this.pages.respond(req, res, 'staff/audit', {
      title: t('partner.nav.audit'),
      filters: { action: '/staff/audit', fields: [{ name: 'text', label: t('partner.audit.search'), value: text, type: 'search' }] },
      table: { caption: t('partner.audit.caption'), columns, rows },
      next: records.length === 50 ? `/staff/audit?${new URLSearchParams({ text })}&after=${last}` : undefined,
      first: after === undefined ? undefined : `/staff/audit?${new URLSearchParams({ text })}`,
      check,
    });
  }
}
