import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib';
import subsetFont from 'subset-font';

const require = createRequire(import.meta.url);
/** The newer fontkit reads the same fonts; its own types differ from those pdf-lib declares. */
const fontkit: Parameters<PDFDocument['registerFontkit']>[0] = require('fontkit');
const fontFile = require.resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf');
const mm = 72 / 25.4;
const chapters = [
  '投标函',
  '法定代表人身份证明',
  '授权委托书',
  '投标保证金',
  '已标价工程量清单',
  '施工组织设计',
  '项目管理机构',
  '拟分包项目情况表',
  '资格审查资料',
  '近年完成的类似项目',
  '其他材料',
  '承诺书',
];
const clauses = [
  '我方已仔细研究本项目招标文件的全部内容，愿意按照招标文件规定的条件参加投标，并承担相应的责任。',
  '我方承诺在招标文件规定的投标有效期内不修改、不撤销投标文件；如中标，将在规定期限内与招标人签订合同。',
  '随同本投标文件提交的资料真实、完整、有效。如有虚假，我方愿意承担由此产生的一切法律责任。',
  '本工程质量标准为合格，工期自开工令发出之日起一百八十个日历天，安全文明施工目标为无死亡及重大伤亡事故。',
  '我方将按照国家、行业和地方现行的规范与标准组织施工，接受招标人与监理单位的监督检查。',
];

/** A tender document of twelve pages in Chinese, as a bidder would bring it. */
export async function makeTender(bidder: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.registerFontkit(fontkit);
  const words = [
    bidder,
    ...chapters,
    ...clauses,
    '投标文件滨河新区雨污分流改造工程（二标段）招标编号：ZB-2026-0417致建设管理中心投标人（盖章）：日期二〇二六年十一月第页共0123456789、，。；—',
  ].join('');
  const font = await pdf.embedFont(await subsetFont(await readFile(fontFile), words, { targetFormat: 'truetype' }), { subset: false });
  pdf.setTitle('投标文件', { showInWindowTitleBar: true });
  for (const [index, chapter] of chapters.entries()) drawPage(pdf.addPage([210 * mm, 297 * mm]), font, { chapter, index, bidder });
  return pdf.save();
}

function drawPage(page: PDFPage, font: PDFFont, { chapter, index, bidder }: { chapter: string; index: number; bidder: string }): void {
  const write = (text: string, x: number, top: number, size: number) =>
    page.drawText(text, { x: x * mm, y: (297 - top) * mm, size, font, color: rgb(0.1, 0.1, 0.12) });
  const centred = (text: string, top: number, size: number) => write(text, 105 - font.widthOfTextAtSize(text, size) / mm / 2, top, size);
  centred(index === 0 ? '投标文件' : chapter, 35, index === 0 ? 28 : 20);
  if (index === 0) centred(chapter, 50, 18);
  write('致：滨河新区建设管理中心', 25, 70, 12);
  let top = 82;
  for (const clause of [...clauses.slice(index % 3), ...clauses.slice(0, index % 3)]) top = paragraph(write, clause, top);
  write(`投标人（盖章）：${bidder}`, 95, 225, 12);
  write('日期：二〇二六年十一月二十日', 95, 237, 12);
  centred(`第${index + 1}页，共${chapters.length}页`, 285, 9);
}

function paragraph(write: (text: string, x: number, top: number, size: number) => void, text: string, top: number): number {
  let next = top;
  for (let at = 0, first = true; at < text.length; first = false) {
    const count = first ? 32 : 34;
    write(text.slice(at, at + count), first ? 34 : 25, next, 12);
    at += count;
    next += 8;
  }
  return next + 3;
}
