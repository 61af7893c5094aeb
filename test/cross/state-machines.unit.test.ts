import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PinLocked, WrongPin } from '../../src/kernel/hardware-key.ts';
import { IllegalTransition, StateMachine } from '../../src/kernel/state-machine.ts';
import { takeOne } from '../../src/modules/certificate/domain/surplus-lot.ts';
import { aCertificateAuthority } from '../modules/certificate/support/a-certificate-authority.ts';
import { documentedRows, documentedSections, smallMachines } from './documented-machines.ts';
import {
  derived,
  innerMachines,
  linesByBehaviour,
  linesNotBuilt,
  notBuilt,
  removalRequest,
  reviewedLines,
  reviewedSections,
} from './state-machine-map.ts';

type Machine = StateMachine<string, string>;

/** Every machine that a domain exports, found by looking, so that none is forgotten. */
async function machinesInCode(): Promise<Machine[]> {
  const found: Machine[] = [];
  const modules = resolve('src/modules');
  for (const module of readdirSync(modules)) {
    const folder = join(modules, module, 'domain');
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
      const exported: Record<string, unknown> = await import(join(folder, file));
      for (const value of Object.values(exported)) if (value instanceof StateMachine) found.push(value);
    }
  }
  return found;
}

const machines = await machinesInCode();
const shown = (code: readonly string[]) => code.join(' → ');
const transitionsOf = (machine: Machine) => machine.transitions.map(({ from, event, to }) => shown([from, event, to]));
const codeOf = (code: readonly (readonly string[])[] | string) => (typeof code === 'string' ? [] : code.map(shown));

describe('the tables of docs/requirements.md chapter 8 and the tables in code', () => {
  it('every section is mapped or named as not built', () => {
    expect([...Object.keys(reviewedSections), ...notBuilt, '8.14'].sort()).toEqual([...documentedSections()].sort());
  });

  it.each(Object.entries(reviewedSections))('section %s was read row by row, in its present words', (section, { rows }) => {
    const documented = documentedRows().filter((row) => row.section === section);
    expect(documented.length).toBeGreaterThan(0);
    expect(rows.map(([from, event, to]) => ({ section, from, event, to }))).toEqual(documented);
  });

  it('every line of 8.14 was read in its present words, or is named as not built', () => {
    const lines = smallMachines();
    expect([...Object.keys(reviewedLines), ...linesNotBuilt, ...linesByBehaviour].sort()).toEqual([...lines.keys()].sort());
    for (const [name, { line }] of Object.entries(reviewedLines)) expect(lines.get(name), name).toBe(line);
  });

  it('every documented transition is in code', () => {
    for (const { machines: own, rows } of Object.values(reviewedSections)) {
      const coded = own.flatMap(transitionsOf);
      for (const row of rows) for (const transition of codeOf(row[3])) expect(coded).toContain(transition);
    }
    for (const { machine, code } of [...Object.values(reviewedLines), removalRequest]) {
      for (const transition of codeOf(code)) expect(transitionsOf(machine)).toContain(transition);
    }
  });

  it('every transition in code is documented, or derived with a reason', () => {
    const known = new Map<Machine, string[]>();
    const know = (machine: Machine, code: readonly string[]) => known.set(machine, [...(known.get(machine) ?? []), ...code]);
    for (const { machines: own, rows } of Object.values(reviewedSections))
      for (const machine of own)
        know(
          machine,
          rows.flatMap((row) => codeOf(row[3])),
        );
    for (const { machine, code } of [...Object.values(reviewedLines), removalRequest]) know(machine, codeOf(code));
    for (const { machine, code } of derived) {
      expect(known.get(machine), `${shown(code)} is documented: it needs no reason`).not.toContain(shown(code));
      know(machine, [shown(code)]);
    }
    const outer = machines.filter((machine) => !(machine.name in innerMachines));
    expect(outer.length).toBe(machines.length - Object.keys(innerMachines).length);
    for (const machine of outer) expect([...new Set(known.get(machine))].sort(), machine.name).toEqual(transitionsOf(machine).sort());
  });
});

describe.each(machines.map((machine) => ({ name: machine.name, machine })))('$name, every state × every event', ({ machine }) => {
  const states = [...new Set(machine.transitions.flatMap(({ from, to }) => [from, to]))];
  const events = [...new Set(machine.transitions.map(({ event }) => event))];
  const cells = states.flatMap((from) => events.map((event) => ({ from, event })));

  it('goes where its table says and nowhere else', () => {
    let illegal = 0;
    for (const { from, event } of cells) {
      const allowed = machine.transitions.filter((row) => row.from === from && row.event === event).map(({ to }) => to);
      expect(machine.can(from, event), `${from} × ${event}`).toBe(allowed.length > 0);
      for (const to of states) {
        if (allowed.includes(to)) expect(machine.after(from, event, to)).toBe(to);
        else expect(() => machine.after(from, event, to), `${from} × ${event} → ${to}`).toThrow(IllegalTransition);
      }
      if (allowed.length > 0) expect(allowed).toContain(machine.after(from, event));
      else {
        illegal++;
        expect(() => machine.after(from, event)).toThrow(IllegalTransition);
      }
    }
    expect(illegal).toBeGreaterThan(0);
  });

  it('has no row twice', () => {
    expect(new Set(transitionsOf(machine)).size).toBe(machine.transitions.length);
  });
});

describe('the lines of 8.14 that are no table', () => {
  it('PIN: unset → set → (wrong ×N) locked → reset by SMS → set', async () => {
    const { keys } = await aCertificateAuthority();
    const state = async () => (await keys.pinState('a-1')).state;
    expect(await state()).toBe('unset');
    await keys.setPin('a-1', '305172');
    expect(await state()).toBe('set');
    const { triesLeft } = await keys.pinState('a-1');
    for (let wrong = 1; wrong < triesLeft; wrong++) await expect(keys.changePin('a-1', '999999', '305173')).rejects.toThrow(WrongPin);
    await expect(keys.changePin('a-1', '999999', '305173')).rejects.toThrow(PinLocked);
    expect(await state()).toBe('locked');
    await expect(keys.changePin('a-1', '305172', '305173')).rejects.toThrow(PinLocked);
    await keys.resetPin('a-1', '305174');
    expect(await keys.pinState('a-1')).toEqual({ state: 'set', triesLeft });
  });

  it('surplus lot: available(n) → … → empty, no way back', () => {
    let lot = {
      id: 'l',
      unitId: 'u',
      buyerAccountId: 'a',
      typeCode: 't',
      kind: 'platform',
      platformId: 'p',
      years: 1,
      bought: 2,
      remaining: 2,
      boughtAt: new Date(0),
    } as const as Parameters<typeof takeOne>[0];
    lot = takeOne(takeOne(lot));
    expect(lot.remaining).toBe(0);
    expect(() => takeOne(lot)).toThrow('certificate.lot-empty');
  });
});
