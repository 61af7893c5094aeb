/** Phases, task lists and long work. */
export function sampleProcesses() {
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
