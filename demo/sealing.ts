import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { splitRoot } from './judges.ts';
import { company, expectText, linkOn, until, type World } from './story.ts';
import { Visitor } from './visitor.ts';

export interface Paper {
  readonly pdf: Uint8Array;
  readonly name: string;
  readonly out: string;
}

async function buyCertificate({ supplier }: World): Promise<void> {
  const platforms = await supplier.get('/certificates/buy');
  const choice = await supplier.get(linkOn(platforms, /^\/certificates\/buy\/[\w-]+\?/));
  const confirm = await supplier.submit(choice, '/certificates/buy/', { quantity: '1', localInstall: '1' });
  const notice = await supplier.submit(confirm, '/certificates/buy/confirm', { agreed: '1' });
  const cashier = await supplier.submit(notice, '/certificates/buy/order');
  const gateway = await supplier.submit(cashier, '/payment');
  const result = await supplier.submit(gateway, '', { action: 'pay' });
  const paid = await until(
    () => supplier.get(new URL(result.url).pathname),
    (page) => page.text.includes('支付成功'),
  );
  expectText(paid, '支付成功');
}

async function makeCertificate({ supplier, notes }: World): Promise<void> {
  const form = await until(
    () => supplier.get('/certificates/to-make'),
    (page) => page.url.endsWith('/make'),
  );
  const detail = await supplier.submit(form, '/make', { pin: company.pin, pinRepeated: company.pin });
  expectText(detail, company.companyName);
  notes['certificatePage'] = new URL(detail.url).pathname;
}

async function makeSeal({ supplier, notes }: World): Promise<void> {
  const made = await supplier.get(notes['certificatePage'] ?? '/certificates');
  const maker = await supplier.get(linkOn(made, /^\/seals\/new/));
  expectText(await supplier.submit(maker, '/seals'), '印章已制作');
}

const sealDocument = (paper: Paper) => async (world: World) => {
  const { supplier, notes } = world;
  const importing = await supplier.get('/documents/new');
  const signing = await supplier.submit(importing, '/documents', {
    document: { name: paper.name, type: 'application/pdf', bytes: paper.pdf },
  });
  const result = await supplier.submit(signing, '/signature', { page: '1', x: '140', y: '225', pin: company.pin });
  expectText(result, '签章');
  await writeFile(join(paper.out, 'sealed.pdf'), await supplier.download(linkOn(result, /\/documents\/[^/]+\/(sealed|download|file)/)));
  const detail = await supplier.get(notes['certificatePage'] ?? '/certificates');
  await writeFile(
    join(paper.out, 'certificate.pem'),
    await supplier.download(linkOn(detail, /\/certificates\/files\/[^/]+\/certificate\.pem/)),
  );
  const chain = Buffer.from(await supplier.download(linkOn(detail, /\/certificates\/files\/[^/]+\/chain\.pem/))).toString();
  await writeFile(join(paper.out, 'chain.pem'), chain);
  await splitRoot(paper.out, chain);
};

const verifyDocument =
  (paper: Paper) =>
  async ({ url }: World) => {
    const anybody = new Visitor(url);
    const { readFile } = await import('node:fs/promises');
    const bytes = new Uint8Array(await readFile(join(paper.out, 'sealed.pdf')));
    const report = await anybody.submit(await anybody.get('/verify'), '/verify', {
      document: { name: paper.name, type: 'application/pdf', bytes },
    });
    expectText(report, company.companyName, '有效');
  };

export const secondHalf = (paper: Paper): readonly (readonly [name: string, step: (world: World) => Promise<void>])[] => [
  ['the unit admin buys a unit certificate and pays through Alipay', buyCertificate],
  ['PIN set, key pair made in the cloud key, certificate issued', makeCertificate],
  ['the official seal is made', makeSeal],
  ['the PDF is opened, the seal placed, the PIN given', sealDocument(paper)],
  ['anybody verifies the sealed PDF', verifyDocument(paper)],
];
