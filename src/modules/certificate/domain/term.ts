const shanghaiOffsetMs = 8 * 3600_000;

/** The same time of day `years` calendar years later in Asia/Shanghai (PLT-022); 29 February falls back to the 28th. */
export function yearsAfter(start: Date, years: number): Date {
  const local = new Date(start.getTime() + shanghaiOffsetMs);
  const end = new Date(local);
  end.setUTCFullYear(local.getUTCFullYear() + years);
  if (end.getUTCMonth() !== local.getUTCMonth()) end.setUTCDate(0);
  return new Date(end.getTime() - shanghaiOffsetMs);
}

/** CER-058: `2026.11.21-2027.11.21`, days in Asia/Shanghai. */
export function validityText(from: Date, until: Date): string {
  return `${dayText(from)}-${dayText(until)}`;
}

function dayText(at: Date): string {
  return new Date(at.getTime() + shanghaiOffsetMs).toISOString().slice(0, 10).replaceAll('-', '.');
}
