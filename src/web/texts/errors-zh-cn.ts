/** Words of refusals that every module may give, and of the problem page for each status. */
export const errorsZhCn = {
  'error.input.choose-one': '请选择一项',
  'error.input.file-required': '请上传文件',
  'error.input.reason-required': '请填写原因',
  'error.input.uscc': '请输入18位统一社会信用代码',
  'error.input.resident-id': '请输入正确的身份证号',
  'error.input.mobile': '请输入合法手机号/电话号',
  'error.input.mobile-operator': '请使用本运营商的手机号',
  'error.input.mail': '请输入正确的邮箱地址',
  'error.input.password-weak': '密码为数字、小写字母、大写字母，且长度大于8位',
  'error.input.password-differs': '两次输入的密码不一致',
  'error.outside.identity-unavailable': '身份核验服务暂时没有响应，资料已保留，请稍后重试',
  'error.outside.sms-unavailable': '短信暂时发不出去，请稍后重试',
} as const;
