const OPEN_MEMBERS = new Set([
  'code',
  'msg',
  'sub_code',
  'message',
  'Code',
  'Message',
  'RequestId',
  'trade_status',
  'refund_status',
  'fund_change',
  'state',
  'result',
  'recognised',
  'reason',
]);
const LONGEST = 1_000;

/**
 * The shape of a raw JSON answer for the log: member names stay, text and numbers are masked but for status members.
 * An answer that is not JSON is told by its length alone.
 */
export function redactAnswer(body: string): string {
  try {
    const shown = JSON.stringify(JSON.parse(body, (name, value: unknown) => masked(name, value)));
    return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
  } catch {
    return `(not JSON, ${body.length} characters)`;
  }
}

function masked(name: string, value: unknown): unknown {
  if (typeof value === 'number') return '#';
  if (typeof value !== 'string') return value;
  // Even a status text may quote a number the person typed, so digits never pass.
  return OPEN_MEMBERS.has(name) ? value.slice(0, 200).replace(/\d{7,}[\dXx]*/g, '#') : `(${value.length})`;
}
