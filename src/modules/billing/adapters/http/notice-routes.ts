import { type ErrorRequestHandler, type Request, type Response, type Router, text } from 'express';
import type { AlipayGateway } from '../../../../adapters/alipay/alipay-gateway.ts';
import type { TakeNotice } from '../../application/take-notice.ts';

const largestNotice = 65_536;

/** Where 支付宝 tells of payments (BIL-024). It repeats a notice until it is answered with exactly `success`, which follows the commit. */
export class NoticeRoutes {
  constructor(
    private readonly alipay: AlipayGateway,
    private readonly take: TakeNotice,
  ) {}

  mount(router: Router): void {
    // The very text that came: what is proven is what is read and kept.
    const rawForm = text({ type: () => true, limit: largestNotice });
    router.post('/gateways/alipay/notice', rawForm, unreadable, (req: Request, res: Response) => this.#alipay(req, res));
  }

  async #alipay(req: Request, res: Response): Promise<void> {
    const raw = typeof req.body === 'string' ? req.body : '';
    const reading = this.alipay.readNotice(raw);
    res.type('text/plain').set('Cache-Control', 'no-store');
    if (reading.outcome === 'refused') return void res.status(400).send('fail');
    if (reading.outcome === 'foreign') await this.take.setAside(reading.code, reading.notifyId, raw);
    else {
      const { notifyId, outTradeNo, tradeNo, kind, amountFen } = reading.notice;
      await this.take.execute({ channel: 'alipay', notifyId, outTradeNo, tradeNo, kind, amountFen }, raw);
    }
    res.send('success');
  }
}

/** Too large, cut off, in an unknown encoding: nothing that was proven, nothing to keep. */
const unreadable: ErrorRequestHandler = (_error, _req, res, _next) => {
  res.status(400).type('text/plain').send('fail');
};
