export interface Letter {
  readonly subject: string;
  readonly text: string;
}

/** PAR-008, PAR-012 */
export function credentialsLetter(name: string, account: string, password: string, publicUrl: string): Letter {
  const text = `${name}，您好：

贵单位的合作方注册已通过审核，您是供应商管理员。

登录地址：${publicUrl}/sign-in
账号：${account}
初始密码：${password}

初始密码只能用来登录一次，登录后请立即设置新密码。请妥善保管，不要转发本邮件。`;
  return { subject: '印信账号已开通', text };
}

/** PAR-010 */
export function rejectionLetter(contactName: string, companyName: string, reason: string, correctionUrl: string): Letter {
  const text = `${contactName}，您好：

${companyName} 的合作方注册未通过审核。
原因：${reason}

请在当初填写的浏览器中打开下面的地址，修改后重新提交：
${correctionUrl}`;
  return { subject: '合作方注册未通过审核', text };
}
