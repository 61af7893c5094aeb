/** Short messages of the seal module in Simplified Chinese, by the step that was decided (PLT-029). */
export const grantLetters: Readonly<Record<string, (unitName: string) => string>> = {
  approve: (unit) => `您申请使用${unit}印章已通过，可以登录印信签章`,
  reject: (unit) => `您申请使用${unit}印章未通过，请登录印信查看原因`,
  revoke: (unit) => `${unit}已收回您的印章授权`,
};
