/** Runs a write; when it breaks the unique index of that name, the refusal is thrown instead. */
export async function brokeUnique<T>(write: PromiseLike<T>, index: string, refusal: () => Error): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (brokenIndex(error) === index) throw refusal();
    throw error;
  }
}

/** Drizzle hands the driver's error on as `cause`; 23505 is unique_violation. */
function brokenIndex(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error) || !('code' in cause) || cause.code !== '23505') return undefined;
  return 'constraint_name' in cause && typeof cause.constraint_name === 'string' ? cause.constraint_name : undefined;
}
