/** Words of the pages that exist in the demo only. */
export const zhCnDemo = {
  'demo.inbox': '演示收件箱',
  'demo.inbox-lede': '演示环境发出的短信和邮件都在这里，不会真的发送。',
  'demo.inbox-empty': '还没有消息。',
  'demo.to': '手机号或邮箱',
  'demo.sms': '短信',
  'demo.mail': '邮件',
  'demo.bank': '演示银行到账记录',
  'demo.bank-lede': '对公账号打款到账后显示在这里，请把金额填回认证页面。',
  'demo.bank-empty': '还没有到账记录，打款后约 3 秒到账。',
  'demo.bank-number': '对公账号',
  'demo.bank-account': '账户名称与账号',
  'demo.bank-name': '开户行',
  'demo.bank-amount': '金额（元）',
  'demo.bank-at': '到账时间',
} as const;
