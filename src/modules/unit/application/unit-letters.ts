/** Short messages of the unit module in Simplified Chinese, by what happened (PLT-029). */
export const unitLetters: Readonly<Record<string, (unitName: string) => string>> = {
  paid: (unit) => `${unit}的对公账号打款已汇出，请在 5 天内登录印信填写到账金额`,
  failed: (unit) => `${unit}的对公账号打款没有成功，请登录印信核对账号后重新申请`,
  'join-approved': (unit) => `您已加入${unit}`,
  'join-rejected': (unit) => `您加入${unit}的申请未通过，请登录印信查看原因`,
  'administrator-approved': (unit) => `您已成为${unit}的单位管理员`,
  'administrator-rejected': (unit) => `您成为${unit}管理员的申请未通过，详情请咨询客服`,
  'change-approved': (unit) => `${unit}的单位信息变更已生效，请按新的资料重新制作证书和印章`,
  'change-rejected': (unit) => `${unit}的单位信息变更未通过审核，详情请咨询客服`,
  removed: (unit) => `您已不再是${unit}的成员`,
  'review-approved': (unit) => `${unit}的人工审核已通过，请登录印信继续办理`,
  'review-rejected': (unit) => `${unit}的人工审核未通过，请登录印信查看原因`,
};

/** UNI-033 */
export function invitationLetter(inviterName: string, unitName: string, joinUrl: string): string {
  return `${inviterName}邀请您加入${unitName}，打开 ${joinUrl} 登录后申请`;
}
