import { shanghaiTime } from '../../../kernel/clock.ts';

/** 18 digits (CER-036): the day, the second of the day and five of chance; the database refuses the rare second of the same. */
export function orderNumber(at: Date, fiveDigits: string): string {
  const [day = '', time = ''] = shanghaiTime(at).split(' ');
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return `${day.replaceAll('-', '')}${String(hours * 3600 + minutes * 60 + seconds).padStart(5, '0')}${fiveDigits}`;
}
