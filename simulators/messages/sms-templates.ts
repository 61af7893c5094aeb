/** The registered templates: text by code. Codes and variables are what the product is configured with. */
export const SMS_TEMPLATES: Readonly<Record<string, string>> = {
  SMS_100000: '${content}',
  SMS_100001: '您的验证码为${code}，5分钟内有效，请勿告知他人。',
  SMS_100002: '您的账号已开通，用户名：${account}，初始密码：${password}，首次登录须修改密码。',
  SMS_100003: '${inviter}邀请您加入单位${unit}，请打开链接确认：${link}',
  SMS_100004: '您的申请${number}状态已更新为：${state}。',
  SMS_100005: '您的数字证书将于${date}到期，请及时办理更新。',
};
