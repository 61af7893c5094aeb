import { sampleForms } from './style-guide/sample-forms.ts';
import { sampleLists } from './style-guide/sample-lists.ts';
import { sampleProcesses } from './style-guide/sample-processes.ts';
import { sampleStates } from './style-guide/sample-states.ts';

/** Sample data for the living style guide: every component in its states, with texts as long as real ones get. */
export function styleGuidePage() {
  return {
    title: '样式指南',
    icons: ICONS,
    forms: sampleForms(),
    states: sampleStates(),
    lists: sampleLists(),
    processes: sampleProcesses(),
    long: longTexts(),
  };
}

const ICONS = [
  'home apply cert seal sign order history shield users inbox layers unit bell menu down right left check ok warn error info clock ban',
  'search download upload print zoomin zoomout rotate fit key scan qr x plus user truck file back move wait help',
].flatMap((line) => line.split(' '));

function longTexts() {
  return {
    title: '澄州公共资源交易中心滨河新区雨污分流改造及道路恢复工程（二标段）施工监理服务投标文件之电子签章办理说明',
    paragraph:
      '统一社会信用代码为九一九九零一零一的澄州禾汀建设工程有限公司滨河新区分公司在办理新办（替换）业务时，须在收到审核不通过通知后十五个工作日内补正全部资料并重新提交，逾期未补正的申请自动取消，已付款项原路退回。',
    unbroken:
      'CN=Chengzhou-Heting-Construction-Engineering-Company-Limited-Binhai-Branch,SERIALNUMBER=91990101MA0ABCD12J,O=Yinxin-Demo-Certification-Authority',
  };
}
