import { describe, expect, it } from 'vitest';
import { reportPage } from '../../../../src/modules/seal/adapters/http/verify-pages.ts';
import { reasonText } from '../../../../src/modules/seal/adapters/http/verify-reasons.ts';
import { verifyTexts } from '../../../../src/modules/seal/adapters/http/verify-texts.ts';
import type { SignatureReport, VerificationReport } from '../../../../src/modules/seal/domain/verification-report.ts';
import { createTranslate } from '../../../../src/web/texts/catalogue.ts';

const t = createTranslate([verifyTexts]);
const signature: SignatureReport = {
  field: 'Signature1',
  signer: '澄州禾汀建设工程有限公司',
  uscc: '91990101MA0ABCD12J',
  serial: '0a1b',
  issuer: '丰禾签发 CA',
  format: 'PAdES',
  level: 'B-B',
  verdict: 'valid',
  reason: null,
  revision: 2,
  coversRevision: true,
  claimedTime: '2026-11-21T06:38:20.000Z',
  timestamp: null,
  revocation: 'good',
  changes: [],
  faults: [],
  revokedAt: null,
  timestampAuthority: null,
  timestampProves: false,
  subject: 'CN=澄州禾汀建设工程有限公司',
  issuerSubject: 'CN=丰禾签发 CA',
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
  chain: ['C=CN, CN=澄州禾汀建设工程有限公司', 'CN=丰禾签发 CA', 'CN=云岫根 CA'],
  signingReason: null,
  signingLocation: null,
};
const page = (report: Partial<VerificationReport>) =>
  reportPage(
    t,
    {
      number: 'V-1',
      at: new Date('2026-11-21T07:04:51Z'),
      size: 2_516_582,
      sha256: 'ab',
      pages: 6,
      revisions: 2,
      report: { file: 'a.pdf', verdict: 'valid', reason: null, signatures: [signature], ...report },
    },
    'https://yinxin.example/verify',
  );
const facts = (items: readonly { label: string; value: string }[]) => Object.fromEntries(items.map(({ label, value }) => [label, value]));

describe('the report on a document', () => {
  it('says who signed when, in words and in Chinese time', () => {
    const shown = page({});
    expect(shown.verdict).toMatchObject({ kind: 'ok', title: '有效', text: '1 个签名有效，签名后正文没有变化。' });
    expect(shown.at).toBe('2026-11-21 15:04:51');
    expect(facts(shown.file)).toMatchObject({ 页数与大小: '6 页，2.4 MB（2 516 582 字节）' });
    const [first] = shown.signatures;
    expect(first?.title).toBe('签名 1：澄州禾汀建设工程有限公司');
    expect(facts(first?.left ?? [])).toMatchObject({ 信用代码: '91990101MA0ABCD12J', 签名格式: 'PAdES B-B', 签名范围: '第 2 版，全文' });
    expect(facts(first?.right ?? [])).toMatchObject({
      签名时间: '2026-11-21 14:38:20（签署人声明）',
      时间戳: '没有时间戳',
      证书链: '云岫根 CA → 丰禾签发 CA → 澄州禾汀建设工程有限公司',
      吊销状态: '未吊销',
    });
  });

  it('puts like changes of a revision in one line and what is not allowed first', () => {
    const change = (revision: number, kind: string, allowed: boolean) => ({ revision, kind, object: null, allowed });
    const changes = [
      change(3, 'dss', true),
      change(4, 'annotation', true),
      change(4, 'annotation', true),
      change(5, 'page-content', false),
    ];
    const rows = page({ signatures: [{ ...signature, changes }] }).changes.rows.map(({ cells }) =>
      cells.map((cell) => cell.tag?.word ?? cell.text),
    );
    expect(rows).toEqual([
      ['第 5 版', '签名 1 之后', '页面内容被改动', '不允许'],
      ['第 3 版', '签名 1 之后', '增加长期验证数据', '允许'],
      ['第 4 版', '签名 1 之后', '增加或修改批注（2 处）', '允许'],
    ]);
  });

  it('a time-stamp is believed only when it proves something', () => {
    const stamp = { ...signature, timestamp: '2026-11-21T06:38:21.000Z', timestampAuthority: '丰禾时间戳' };
    const shown = (one: SignatureReport) => facts(page({ signatures: [one] }).signatures[0]?.right ?? [])['时间戳'];
    expect(shown(stamp)).toBe('2026-11-21 14:38:21（不能采信）');
    expect(shown({ ...stamp, timestampProves: true })).toBe('2026-11-21 14:38:21（可信，丰禾时间戳）');
  });

  it.each([
    ['invalid', 'digest-mismatch', 'error', '文件内容在签名后被改动'],
    ['indeterminate', 'untrusted', 'warn', '不是由本系统信任的机构签发'],
    ['unsigned', 'no-signature', 'warn', '没有电子签名'],
    ['unusable', 'password-needed', 'error', '打开密码'],
    ['unusable', 'something-new', 'error', '已损坏'],
  ] as const)('a file that is %s (%s) is shown as %s with the reason', (verdict, reason, kind, words) => {
    const shown = page({ verdict, reason, signatures: [] });
    expect([shown.verdict.kind, shown.verdict.text]).toEqual([kind, expect.stringContaining(words)]);
  });

  it('a reason without words of its own is shown by its code', () => {
    expect(reasonText(t, 'gap-is-not-the-contents')).toContain('（gap-is-not-the-contents）');
    expect(reasonText(t, 'chain-name-constraints')).toContain('证书链');
    expect(reasonText(t, 'never-heard-of')).toContain('never-heard-of');
  });

  it('names from the files of strangers turn no line around and have an end', () => {
    const strange = { ...signature, signer: `\u202Eevil${'x'.repeat(500)}` };
    const title = page({ signatures: [strange] }).signatures[0]?.title ?? '';
    expect(title).not.toContain('\u202E');
    expect(title.length).toBeLessThan(230);
  });
});
