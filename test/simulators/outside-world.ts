import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningSimulators, type SimulatorOptions, startSimulators } from '../../simulators/start-simulators.ts';
import { OutsideHttp } from '../../src/adapters/outside-http/outside-http.ts';
import type { Clock } from '../../src/kernel/clock.ts';

/** Simulators in a folder of their own; `stop` removes it. */
export async function anOutsideWorld(options: Partial<SimulatorOptions> = {}): Promise<RunningSimulators> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yinxin-outside-'));
  const running = await startSimulators({ dataDir, hurry: 1_000, remittanceDelayMs: 0, ...options });
  const stop = async () => {
    await running.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...running, stop };
}

export const realClock: Clock = { now: () => new Date() };
export const clockOff = (milliseconds: number): Clock => ({ now: () => new Date(Date.now() + milliseconds) });
export const quickHttp = new OutsideHttp({ timeoutMs: 1_500, pauseMs: 5 });
