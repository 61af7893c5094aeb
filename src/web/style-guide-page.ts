/** Sample data for the living style guide: every component in its states, with texts as long as real ones get. */
export function styleGuidePage() {
  return {
    title: '样式指南',
    icons: ICONS,
    forms: forms(),
    states: states(),
    lists: lists(),
    processes: processes(),
    long: longTexts(),
  };
}

export type StyleGuidePage = ReturnType<typeof styleGuidePage>;

const ICONS = [
  'home apply cert seal sign order history shield users inbox layers unit bell menu down right left check ok warn error info clock ban',
  'search download upload print zoomin zoomout rotate fit key scan qr x plus user truck file back move wait help',
].flatMap((line) => line.split(' '));

function forms() {
  return {
    summary: {
      errors: [
        { field: 'idno', text: '请输入正确的身份证号' },
        { field: 'mobile', text: '请输入合法手机号/电话号' },
        { field: 'way', text: '请选择取 Key 方式' },
        { field: 'letter', text: '请上传授权委托书扫描件' },
      ],
    },
    name: { name: 'name', label: '经办人姓名', value: '沈念安', autocomplete: 'name', width: 'm', required: true },
    idno: {
      name: 'idno',
      label: '经办人证件号码',
      hint: '18 位，最后一位可能是 X',
      value: '123456789123456789',
      error: '请输入正确的身份证号',
      width: 'm',
      num: true,
    },
    mobile: {
      name: 'mobile',
      type: 'tel',
      label: '经办人电话',
      hint: '11 位手机号，用来接收审核和寄送短信',
      value: '12440',
      error: '请输入合法手机号/电话号',
      autocomplete: 'tel',
      inputmode: 'tel',
      width: 'm',
      num: true,
    },
    mail: { name: 'mail', type: 'email', label: '电子邮箱', value: 'shen.na@heting.example', autocomplete: 'email', optional: true },
    password: {
      name: 'password',
      type: 'password',
      label: '登录密码',
      hint: '至少 12 个字符，可以是一句容易记住的话',
      autocomplete: 'new-password',
      width: 'm',
      required: true,
    },
    region: {
      name: 'region',
      type: 'select',
      label: '办理点',
      value: 'b',
      width: 'm',
      options: [
        { value: '', label: '请选择' },
        { value: 'a', label: '办理点 A' },
        { value: 'b', label: '办理点 B' },
      ],
    },
    day: { name: 'day', type: 'date', label: '希望领取日期', value: '2026-11-28', width: 's' },
    diameter: { name: 'diameter', label: '边线宽', value: '1.0', suffix: 'mm', inputmode: 'decimal', width: 's', num: true },
    remark: {
      name: 'remark',
      type: 'textarea',
      label: '补充说明',
      value: '右下公章压住登记机关，请换一份清晰的扫描件。',
      optional: true,
      rows: 3,
    },
    readonly: {
      name: 'unit',
      label: '印章名称',
      hint: '来自单位资料，与营业执照一致，不能在这里修改',
      value: '澄州禾汀建设工程有限公司',
      readonly: true,
    },
    idType: {
      name: 'idType',
      legend: '有效证件类型',
      value: 'id',
      items: [
        { value: 'id', label: '居民身份证' },
        { value: 'passport', label: '护照' },
      ],
    },
    way: {
      name: 'way',
      legend: '取 Key 方式',
      hint: '第 2 把及以上只支持邮寄',
      error: '请选择取 Key 方式',
      boxed: true,
      items: [
        { value: 'post', label: '邮寄（收方付）', hint: '顺丰到付，审核通过后 2 个工作日寄出' },
        { value: 'self', label: '自助领取', hint: '第 2 把及以上不能选', disabled: true },
      ],
    },
    channel: {
      name: 'channel',
      legend: '支付方式',
      value: 'alipay',
      segmented: true,
      items: [
        { value: 'alipay', label: '支付宝' },
        { value: 'wechat', label: '微信支付' },
        { value: 'bank', label: '对公转账' },
      ],
    },
    members: {
      name: 'members',
      legend: '成员',
      boxed: true,
      items: [
        { value: 'a', label: '韩若溪', hint: '同平台有同类证书，有效期接在原来的后面', checked: true, end: '2026.01.12 → 2027.01.12' },
        { value: 'b', label: '程亦舟', hint: '证书授权还在待审核，通过后才能分配', disabled: true },
      ],
    },
    agree: {
      name: 'agree',
      label: '本单位确认以上资料真实、合法，并同意',
      link: { href: '#agree', label: '《数字证书用户责任书》' },
      boxed: true,
    },
    licence: {
      name: 'licence',
      label: '营业执照副本复印件',
      hint: 'PDF、JPG 或 PNG，不超过 10 MB',
      maxBytes: 10_000_000,
      maxText: '10 MB',
    },
    letter: {
      name: 'letter',
      label: '授权委托书扫描件',
      hint: '已上传的文件不会因为出错而丢失',
      error: '请上传授权委托书扫描件',
      kept: { id: 'f-1', name: '授权委托书-沈念安.pdf', detail: '1.2 MB，今天 14:28 上传', href: '#letter' },
    },
    pin: { name: 'pin', label: '证书密码（PIN）', hint: '6 位，还可以输错 6 次', length: 6 },
    code: { action: '/style-guide', wait: 42 },
    modes: {
      name: 'mode',
      legend: '签章模式',
      value: 'range',
      segmented: true,
      items: [
        { value: 'current', label: '当前页' },
        { value: 'all', label: '全部页' },
        { value: 'range', label: '页码范围' },
        { value: 'straddle', label: '骑缝' },
        { value: 'keyword', label: '关键字' },
      ],
    },
    pages: { name: 'pages', label: '页码', hint: '如 1-3,5', value: '1-3', width: 's' },
    keyword: { name: 'keyword', label: '关键字', hint: '在文字右侧盖章', value: '投标人', width: 'm' },
    edge: {
      name: 'edge',
      legend: '骑缝的边',
      value: 'right',
      items: [
        { value: 'left', label: '左侧' },
        { value: 'right', label: '右侧' },
      ],
    },
  };
}

function states() {
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

function lists() {
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
    bars: {
      label: '各类余量：丰禾互连剩 6 共 10，云岫互连剩 0 共 4',
      left: 120,
      height: 64,
      bars: [
        { y: 6, label: '丰禾互连', full: 640, part: 384, note: '剩 6 / 共 10' },
        { y: 38, label: '云岫互连', full: 256, part: 0, note: '剩 0 / 共 4' },
      ],
    },
  };
}

function processes() {
  return {
    steps: ['填写', '核验', '支付', '审核', '领取'].map((label, index) => ({
      label,
      state: index < 2 ? 'done' : index === 2 ? 'current' : 'todo',
    })),
    trail: [
      { label: '填写', detail: '11-18 09:47 提交 6 份资料', state: 'done' },
      { label: '核验', detail: '11-18 09:52 工商信息一致', state: 'done' },
      { label: '审核中', detail: '预计 11 月 24 日前完成', state: 'current' },
      { label: '领取', detail: '自助制证', state: 'todo' },
    ],
    tasks: [
      {
        label: '服务类型与证书年限',
        detail: '新办（替换），一年，第 2 把',
        href: '#task',
        tag: { kind: 'ok', icon: 'check', word: '已填写' },
      },
      { label: '经办人', detail: '姓名、证件与电话', href: '#task', tag: { kind: 'error', icon: 'error', word: '有 2 处错误' } },
      { label: '检查全部内容', detail: '前面都填好后可以开始', tag: { icon: 'ban', word: '还不能开始' } },
    ],
    running: {
      id: 'p1',
      running: true,
      href: '/style-guide',
      steps: [
        { label: '生成密钥', state: 'done' },
        { label: '签发证书', state: 'current', detail: '一般需要 10 秒' },
        { label: '写入介质', state: 'todo' },
      ],
    },
    failed: {
      id: 'p2',
      running: false,
      href: '/style-guide',
      steps: [
        { label: '生成密钥', state: 'done' },
        { label: '签发证书', state: 'failed' },
      ],
      failed: { text: '签发证书没有成功，没有扣除余量。', retry: '/style-guide' },
    },
    finished: {
      id: 'p3',
      running: false,
      href: '/style-guide',
      steps: [
        { label: '签章', state: 'done' },
        { label: '加时间戳', state: 'done' },
      ],
      done: { href: '#download', label: '下载签好的文件' },
    },
  };
}

function longTexts() {
  return {
    title: '澄州公共资源交易中心滨河新区雨污分流改造及道路恢复工程（二标段）施工监理服务投标文件之电子签章办理说明',
    paragraph:
      '统一社会信用代码为九一九九零一零一的澄州禾汀建设工程有限公司滨河新区分公司在办理新办（替换）业务时，须在收到审核不通过通知后十五个工作日内补正全部资料并重新提交，逾期未补正的申请自动取消，已付款项原路退回。',
    unbroken:
      'CN=Chengzhou-Heting-Construction-Engineering-Company-Limited-Binhai-Branch,SERIALNUMBER=91990101MA0ABCD12J,O=Yinxin-Demo-Certification-Authority',
  };
}
