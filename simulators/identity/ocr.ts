import { embeddedData } from './embedded-data.ts';
import { type Answer, refusal } from './signed-door.ts';

const KINDS = ['licence', 'id-card-portrait', 'id-card-emblem', 'letter'];

/** "Reads" a document by the data it carries; a picture without any is not recognised, and neither is one of another kind. */
export async function recognise(content: Record<string, unknown>): Promise<Answer> {
  const { kind, data } = content;
  if (typeof kind !== 'string' || !KINDS.includes(kind) || typeof data !== 'string')
    return refusal(400, 'ocr.request', 'kind or data missing');
  const found = await embeddedData(Buffer.from(data, 'base64'));
  if (found === undefined) return { status: 200, content: { recognised: false, reason: '未能识别，请上传清晰、完整的图片' } };
  if (found.kind !== kind) return { status: 200, content: { recognised: false, reason: '证件类型不符' } };
  return { status: 200, content: { recognised: true, fields: found.fields } };
}
