import type { SeenPage } from '../../../demo/visitor.ts';
import { COMPANIES } from '../../../simulators/identity/registry.ts';
import { makeDocument } from '../../../simulators/make-document.ts';
import type { TestApp } from '../../support/app.ts';
import type { SampleCompany } from '../../support/people.ts';

/** The ID number of 陈示例, legal representative of the first invented company of the register. */
export const chenId = COMPANIES[0]?.legalRepresentativeId ?? '';

const png = async (name: string, document: Parameters<typeof makeDocument>[0]) => ({
  name,
  type: 'image/png',
  bytes: await makeDocument(document, 'png'),
});

/** ID card of the legal representative and the letter in favour of the contact. */
export async function papersOf(company: SampleCompany, legalId = chenId) {
  const { companyName: unitName, uscc, legalRepresentative, contactName: agentName, idNumber: agentIdNumber } = company;
  return {
    idPortrait: await png('人像面.png', { kind: 'id-card-portrait', fields: { name: legalRepresentative, idNumber: legalId } }),
    idEmblem: await png('国徽面.png', {
      kind: 'id-card-emblem',
      fields: { issuer: '江城市公安局', validFrom: '2020-01-01', validUntil: '2040-01-01' },
    }),
    authorisationLetter: await png('授权委托书.png', {
      kind: 'letter',
      fields: { unitName, uscc, legalRepresentative, agentName, agentIdNumber },
    }),
  };
}

export function licencePicture({ companyName: name, uscc, legalRepresentative }: SampleCompany) {
  return png('营业执照.png', { kind: 'licence', fields: { name, uscc, legalRepresentative } });
}

/** What the bank of the company shows as arrived, in yuan. */
export async function paidAmount(app: TestApp, account: string): Promise<string> {
  const url = new URL(`/bank/messages?account=${account}`, app.simulators.wiring.inbox.messagesUrl);
  const { messages } = (await (await fetch(url)).json()) as { messages: { amount: string }[] };
  const [newest] = messages;
  if (newest === undefined) throw new Error(`nothing arrived on ${account}`);
  return newest.amount;
}

export function unitIdOn(page: SeenPage): string {
  const id = /\/units\/([0-9a-f-]{36})/.exec(page.url)?.[1];
  if (id === undefined) throw new Error(`no unit in ${page.url}: ${page.text.slice(0, 200)}`);
  return id;
}
