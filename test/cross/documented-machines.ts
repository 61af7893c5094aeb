import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** One line of a state table: From | Event | Guard | To | Effect. */
export interface DocumentedRow {
  readonly section: string;
  readonly from: string;
  readonly event: string;
  readonly to: string;
}

const text = () => readFileSync(resolve('docs/requirements.md'), 'utf8');
const chapter = () => /^## 8\. State machines$([\s\S]*?)^## 9\./m.exec(text())?.[1] ?? '';

/** Without the Chinese labels and remarks in brackets, and without the mark of derived rows. */
function plain(cell: string): string {
  return cell
    .replace(/\((?:[^()]|\([^()]*\))*\)/g, '')
    .replace(/（[^）]*）/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The numbers of all sections of chapter 8. */
export function documentedSections(): readonly string[] {
  return [...chapter().matchAll(/^### (8\.\d+) /gm)].map(([, number = '']) => number);
}

/** Every row of every state table of chapter 8, in the order of the document. */
export function documentedRows(): readonly DocumentedRow[] {
  const rows: DocumentedRow[] = [];
  let section = '';
  for (const line of chapter().split('\n')) {
    section = /^### (8\.\d+) /.exec(line)?.[1] ?? section;
    const [, from, event, , to] = line.split('|');
    if (from === undefined || event === undefined || to === undefined) continue;
    if (/^[\s-]+$/.test(from) || from.trim() === 'From') continue;
    rows.push({ section, from: plain(from), event: plain(event), to: plain(to) });
  }
  return rows;
}

/** The one-line machines of 8.14 by their names. */
export function smallMachines(): ReadonlyMap<string, string> {
  const lines = chapter().split('### 8.14')[1] ?? '';
  return new Map([...lines.matchAll(/^- ([^:]+): (.*)$/gm)].map(([, name = '', line = '']) => [name, line]));
}
