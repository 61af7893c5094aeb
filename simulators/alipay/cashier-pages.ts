import { escaped, page } from '../page.ts';
import { beijing, type Trade, yuan } from './trade.ts';

export function cashierPage(trade: Trade): string {
  return page(
    '模拟收银台',
    `<h1>模拟收银台</h1><dl><dt>商品</dt><dd>${escaped(trade.subject)}</dd><dt>订单号</dt><dd>${escaped(trade.outTradeNo)}</dd>
<dt>应付金额</dt><dd class="amount">¥ ${yuan(trade.fen)}</dd><dt>有效期至</dt><dd>${beijing(trade.expiresAt)}</dd></dl>
<form method="post"><button class="main" name="action" value="pay">确认付款</button><button name="action" value="cancel">取消并返回商户</button></form>`,
  );
}

export function endedPage(text: string): string {
  return page('模拟收银台', `<h1>模拟收银台</h1><p>${escaped(text)}</p>`);
}

export function refusedPage(text: string, code: string): string {
  return page('请求有误', `<h1>模拟收银台：请求有误</h1><p>${escaped(text)}</p><p>错误代码：${escaped(code)}</p>`);
}
