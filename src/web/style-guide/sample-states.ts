/** Tags, notices, verdicts, empty lists, problems and a dialog. */
export function sampleStates() {
  return {
    tags: [
      { kind: 'ok', icon: 'check', word: '有效' },
      { kind: 'warn', icon: 'clock', word: '剩 27 天' },
      { kind: 'error', icon: 'x', word: '审核未通过' },
      { kind: 'info', icon: 'truck', word: '待签收' },
      { icon: 'ban', word: '已吊销' },
    ],
    notices: [
      { kind: 'ok', text: '资料已保存，可以离开后再回来。' },
      { kind: 'info', title: '系统维护', text: '11 月 23 日 00:00 至 04:00 不能办理。' },
      { kind: 'warn', text: '请核对印章内容，不要制作其他单位的印章，由此产生的后果由操作人承担。' },
      {
        kind: 'error',
        text: '付款没有成功，没有扣款。',
        items: ['余额不足', '可以换一种支付方式'],
        action: { href: '#pay', label: '重新支付' },
      },
    ],
    verdicts: [
      {
        kind: 'ok',
        icon: 'shield',
        title: '有效，签名后有允许的改动',
        text: '2 个签名都有效。第 1 个签名之后，文件只增加了签章和长期验证数据，正文没有变化。',
      },
      { kind: 'warn', title: '无法判断', text: '签名没有被改动，但证书链不能到达信任的根。' },
      { kind: 'error', title: '无效', text: '第 1 个签名之后正文有改动。' },
    ],
    empty: { text: '还没有证书。申请一张，审核通过后会出现在这里。', action: { href: '#apply', label: '申请证书' } },
    problem: {
      title: '这一步已经办过了',
      detail: '这张证书在 11 月 20 日已经吊销，不能再次吊销。',
      next: '可以在“我的证书”里查看它的状态。',
      code: 'certificate.already-revoked',
      requestId: '01JDF0Q7Z3M2',
    },
    dialog: {
      id: 'revoke',
      title: '吊销证书 尾号 3F7A',
      text: '吊销后立即失效，不能恢复，用它签的旧文件仍然可以验证。',
      warning: '这把 U-Key 上没有开标的投标文件将无法解密。',
      action: '/style-guide',
      cancel: '#dialog',
      confirm: '确定吊销',
      danger: true,
      operation: 'demo-1',
      fields: [{ name: 'reason', label: '原因', value: '', type: 'textarea', rows: 2 }],
    },
  };
}
