import { company } from '../../../demo/story.ts';
import { makeDocument } from '../../../simulators/make-document.ts';
import type { UploadedFile } from './walker.ts';

type Drawing = Parameters<typeof makeDocument>[0];

async function paper(name: string, drawing: Drawing): Promise<UploadedFile> {
  return { name, type: 'image/png', bytes: await makeDocument(drawing, 'png') };
}

/** The papers a person has on the desk. */
export async function papersOf(): Promise<Record<'licence' | 'portrait' | 'emblem' | 'legalPortrait' | 'letter', UploadedFile>> {
  const { companyName: name, uscc, legalRepresentative, legalIdNumber, contactName, contactIdNumber } = company;
  const [licence, portrait, emblem, legalPortrait, letter] = await Promise.all([
    paper('营业执照.png', { kind: 'licence', fields: { name, uscc, legalRepresentative } }),
    paper('人像面.png', { kind: 'id-card-portrait', fields: { name: contactName, idNumber: contactIdNumber } }),
    paper('国徽面.png', {
      kind: 'id-card-emblem',
      fields: { issuer: '江城市公安局', validFrom: '2020-01-01', validUntil: '2040-01-01' },
    }),
    paper('法人人像面.png', { kind: 'id-card-portrait', fields: { name: legalRepresentative, idNumber: legalIdNumber } }),
    paper('授权委托书.png', {
      kind: 'letter',
      fields: { unitName: name, uscc, legalRepresentative, agentName: contactName, agentIdNumber: contactIdNumber },
    }),
  ]);
  return { licence, portrait, emblem, legalPortrait, letter };
}
