/** Why money comes back, as the payer reads it in the account at the gateway. */
export const refundReason = '订单已关闭，款项退回';
