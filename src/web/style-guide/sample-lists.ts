import { barChart, columnChart, expiryChart } from '../charts.ts';
import { qrSymbol } from '../qr-symbol.ts';

/** Filters, tables, facts, answers, bills and charts. */
export function sampleLists() {
  const certificate = (
    use: string,
    holder: string,
    serial: string,
    kind: string,
    valid: string,
    tag: { kind?: string; icon: string; word: string },
  ) => ({
    value: serial,
    pickLabel: `选择 ${holder} ${serial}`,
    cells: [{ text: use, small: holder }, { text: serial, num: true }, { text: kind }, { text: valid, num: true }, { tag }],
    ops: [
      { href: '#renew', label: '更新证书', about: serial },
      { href: '#view', label: '查看', about: serial },
    ],
  });
  return {
    filters: {
      action: '/style-guide',
      fields: [
        { type: 'search', name: 'q', label: '持有人或序列号', value: '' },
        {
          name: 'state',
          label: '状态',
          value: '',
          options: [
            { value: '', label: '全部' },
            { value: 'valid', label: '有效' },
            { value: 'expiring', label: '即将到期' },
          ],
        },
        { type: 'date', name: 'from', label: '从', value: '' },
      ],
    },
    table: {
      caption: '本单位证书，按到期时间从近到远',
      pick: 'id',
      ops: true,
      columns: [
        { label: '用途与持有人' },
        { label: '序列号', minor: true },
        { label: '种类', minor: true },
        { label: '有效期' },
        { label: '状态' },
      ],
      rows: [
        certificate('登录、投标加解密', '沈念安，U-Key', '5C 0A 91 77 3F7A', '平台证书', '2025.11.29-2026.11.29', {
          kind: 'error',
          icon: 'warn',
          word: '剩 8 天',
        }),
        certificate('文档签章', '程亦舟，移动证书', '5C 0A 91 80 91C2', '互连证书', '2025.12.18-2026.12.18', {
          kind: 'warn',
          icon: 'clock',
          word: '剩 27 天',
        }),
        certificate('登录、投标、签章', '顾清和，移动证书', '5C 0B 10 36 0E58', '互连证书', '2026.04.15-2027.04.15', {
          kind: 'ok',
          icon: 'check',
          word: '有效',
        }),
      ],
    },
    pager: { summary: '按到期时间从近到远，本页 3 张', previous: '#previous', next: '#next' },
    todo: [
      {
        icon: 'order',
        title: '证书申请待支付：新办（替换）第 2 把',
        detail: '付款后才进入审核，订单保留到 11 月 22 日 18:00',
        tag: { kind: 'warn', icon: 'clock', word: '待支付' },
        action: { href: '#pay', label: '立即支付', primary: true },
      },
      {
        icon: 'truck',
        title: '证书已寄出：更新 + 丢失补办',
        detail: '收到包裹并核对无误后，请签收',
        tag: { kind: 'info', icon: 'truck', word: '待签收' },
        action: { href: '#sign', label: '签收', about: '更新 + 丢失补办' },
      },
    ],
    kv: [
      { label: '单位名称', value: '澄州禾汀建设工程有限公司', match: true },
      { label: '信用代码', value: '91990101MA0ABCD12J', num: true, match: true },
      { label: '住所', value: '澄州市滨河新区云岫路 18 号', match: false },
      { label: 'SHA-256', value: '9c1f0b6e7a44d2e85b93c07f1d6a2e408f5571b3ce92a60d4478e1b0fa3725d1', code: true },
    ],
    answers: [
      { label: '服务类型', value: '新办（替换）', href: '#change' },
      { label: '证件', value: '9901**********0018', num: true, href: '#change' },
      { label: '数字证书申请单', value: '申请单-盖章.pdf', valueHref: '#file', note: '2 页', href: '#change' },
      { label: '法定代表人', value: '陆知遥' },
    ],
    bill: {
      lines: [
        { label: '证书服务 一年', amount: '120.00' },
        { label: 'U-Key 介质 1 把', note: '第 2 把及以上收费', amount: '80.00' },
      ],
      total: { label: '应付', amount: '200.00 元' },
    },
    bars: barChart('各类余量：丰禾互连剩 6 共 10，丰禾平台剩 2 共 5，云岫互连剩 0 共 4', [
      { label: '丰禾互连', part: 6, whole: 10, note: '剩 6 / 共 10' },
      { label: '丰禾平台', part: 2, whole: 5, note: '剩 2 / 共 5' },
      { label: '云岫互连', part: 0, whole: 4, note: '剩 0 / 共 4' },
    ]),
    columns: columnChart(
      '最近 10 天签发的证书，每天 3 到 18 张',
      [3, 8, 12, 18, 9, 0, 0, 14, 11, 16].map((value, index) => ({ label: `11-${index + 11}`, value })),
    ),
    expiry: expiryChart(
      '60 天内到期：沈念安 8 天，程亦舟 27 天，韩若溪 52 天',
      [
        { label: '沈念安 3F7A', inDays: 8 },
        { label: '程亦舟 91C2', inDays: 27 },
        { label: '韩若溪 B604', inDays: 52 },
      ],
      60,
    ),
    qr: { ...qrSymbol('https://yinxin.example/v/V-20261121-7F3K-0926'), label: '本单据的网上核对地址', width: 160 },
  };
}
