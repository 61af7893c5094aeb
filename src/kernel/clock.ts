export abstract class Clock {
  abstract now(): Date;
}

/** Calendar days are those of the operator (PLT-022). China has had no summer time since 1991: a fixed offset is exact. */
const shanghaiOffsetMs = 8 * 3600_000;

/** `2026-11-21` for the day in Asia/Shanghai on which `at` falls. */
export function shanghaiDay(at: Date): string {
  return new Date(at.getTime() + shanghaiOffsetMs).toISOString().slice(0, 10);
}

/** `2026-11-21 14:28:05` in Asia/Shanghai. */
export function shanghaiTime(at: Date): string {
  return new Date(at.getTime() + shanghaiOffsetMs).toISOString().slice(0, 19).replace('T', ' ');
}
