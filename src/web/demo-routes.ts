import { Router } from 'express';
import { z } from 'zod';
import { shanghaiTime } from '../kernel/clock.ts';
import { queryOf } from './forms.ts';
import type { Pages } from './page.ts';
import { Routes } from './routes.ts';
import { styleGuidePage } from './style-guide-page.ts';

const messagesShape = z.object({
  messages: z.array(z.object({ channel: z.enum(['sms', 'mail']), to: z.string(), subject: z.string(), text: z.string(), at: z.string() })),
});
const transfersShape = z.object({
  messages: z.array(z.object({ account: z.string(), accountName: z.string(), bank: z.string(), amount: z.string(), at: z.string() })),
});

/** Pages that exist in the demo only: what the simulators of the outside world received, and the living style guide. */
export class DemoRoutes extends Routes {
  readonly #pages: Pages;
  readonly #inboxUrl: string;

  /** `inboxUrl` is the JSON address of the simulated inbox; the bank's stands beside it. */
  constructor(pages: Pages, inboxUrl: string) {
    super();
    this.#pages = pages;
    this.#inboxUrl = inboxUrl;
  }

  pages(): Router {
    const router = Router();
    const { t } = this.#pages;
    router.get('/demo/inbox', async (req, res) => {
      const to = queryOf(req, 'to', 254).trim();
      const { messages } = messagesShape.parse(await fetched(this.#inboxUrl, { to, limit: '30' }));
      const shown = messages.map((message) => ({ ...message, at: shanghaiTime(new Date(message.at)) }));
      await this.#pages.respond(req, res, 'web/demo-inbox', { title: t('demo.inbox'), to, received: shown }, { layout: 'public' });
    });
    router.get('/demo/bank', async (req, res) => {
      const account = queryOf(req, 'account', 40).trim();
      const { messages } = transfersShape.parse(await fetched(new URL('/bank/messages', this.#inboxUrl).href, { account }));
      const rows = messages.map(({ accountName, account: number, bank, amount, at }) => ({
        cells: [
          { text: accountName, small: number },
          { text: bank },
          { text: amount, num: true },
          { text: shanghaiTime(new Date(at)), num: true },
        ],
      }));
      const columns = [t('demo.bank-account'), t('demo.bank-name'), t('demo.bank-amount'), t('demo.bank-at')].map((label) => ({ label }));
      const table = { caption: t('demo.bank'), columns, rows };
      await this.#pages.respond(req, res, 'web/demo-bank', { title: t('demo.bank'), account, table }, { layout: 'public' });
    });
    router.get('/style-guide', async (req, res) => {
      const page = styleGuidePage();
      await this.#pages.respond(req, res, 'web/style-guide', { ...page, page }, { layout: 'public', wide: true });
    });
    return router;
  }
}

async function fetched(address: string, query: Readonly<Record<string, string>>): Promise<unknown> {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) if (value !== '') url.searchParams.set(name, value);
  const answer = await fetch(url, { signal: AbortSignal.timeout(3_000) });
  return answer.json();
}
