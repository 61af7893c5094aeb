import type { Translate } from '../../../../web/texts/catalogue.ts';

/** What the audit calls an action, in words; an action without words shows its code alone. */
const actions: Readonly<Record<string, string>> = {
  'billing.close-alarm': '款项已核实',
  'billing.close-order': '关闭订单',
  'billing.open-order': '下单',
  'billing.pay-order': '发起付款',
  'billing.payment-failed': '付款未成功',
  'billing.receive-payment': '收到付款',
  'billing.refund': '退款',
  'billing.view-order': '查看订单',
  'certificate.abandon': '放弃签发',
  'certificate.accept-agreement': '同意服务协议',
  'certificate.ask-grant': '申请证书授权',
  'certificate.block': '停用证书',
  'certificate.buy': '开通证书',
  'certificate.expire': '证书到期',
  'certificate.issue': '签发证书',
  'certificate.pin-change': '修改证书密码',
  'certificate.pin-reset': '重置证书密码',
  'certificate.pin-set': '设置证书密码',
  'certificate.reserve': '登记序列号',
  'certificate.revoke': '吊销证书',
  'certificate.surplus': '记入余量',
  'certificate.term-end': '服务期满',
  'certificate.unblock': '恢复证书',
  'partner.accept-staff-invitation': '工作人员启用账号',
  'partner.approve': '审核通过',
  'partner.change-password': '修改密码',
  'partner.claim-identity': '提交实名资料',
  'partner.face-check': '人脸核验',
  'partner.invite-staff': '添加工作人员',
  'partner.make-credentials': '发放初始密码',
  'partner.reassign': '改派审核人',
  'partner.reject': '审核不通过',
  'partner.sign-in': '登录',
  'partner.staff-sign-in': '工作人员登录',
  'partner.start-registration': '开始注册',
  'partner.submit-registration': '提交注册',
  'partner.view-registration': '查看注册资料',
  'seal.document-import': '导入文件',
  'seal.document-remove': '删除文件',
  'seal.document-sign': '文件签章',
  'seal.end-grant': '印章授权到期',
  'seal.keep-personal': '保存个人印章',
  'seal.make': '制作印章',
  'seal.outdate': '印章资料已变更',
  'seal.request-grant': '申请使用印章',
  'seal.void': '作废印章',
  'unit.apply-administrator': '申请成为管理员',
  'unit.apply-transfer': '申请打款',
  'unit.ask-removal': '申请移出成员',
  'unit.ask-to-join': '申请加入单位',
  'unit.change': '变更单位信息',
  'unit.check-amount': '核对到账金额',
  'unit.invite': '邀请成员',
  'unit.leave': '退出单位',
  'unit.register': '创建单位',
  'unit.remove-member': '移出成员',
  'unit.resubmit': '重新提交',
  'unit.save-finance': '保存纳税与银资信息',
  'unit.set-permissions': '设置权限',
  'unit.submit-licence': '上传营业执照',
  'unit.transfer-administrator': '转让管理员',
  'unit.transfer-expired': '打款核对过期',
  'unit.transfer-failed': '打款失败',
  'unit.transfer-paid': '打款成功',
  'unit.view-application': '查看管理员申请',
  'unit.view-change': '查看变更申请',
  'unit.view-paper': '查看单位材料',
  'unit.view-review': '查看审核资料',
  'unit.withdraw-join': '撤回加入申请',
};

export function actionCell(code: string): { readonly text: string; readonly small?: string } {
  const text = actions[code];
  return text === undefined ? { text: code } : { text, small: code };
}

/** A person by name; a visitor or a part of the system, which have none, by what they are. */
export function actorCell(t: Translate, name: string, kind: string): { readonly text: string; readonly small?: string } {
  const shown = name === '' ? kind : name;
  if (shown === 'anonymous') return { text: t('partner.audit.visitor') };
  return /^[a-z]+\.[a-z-]+$/.test(shown) ? { text: t('partner.audit.system'), small: shown } : { text: shown };
}
