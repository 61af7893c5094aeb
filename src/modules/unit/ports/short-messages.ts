/** Messages to numbers that have no account yet. */
export abstract class ShortMessages {
  /** `id` is our own row's: the gateway knows a repeated message by it. Throws when the gateway did not take it. */
  abstract send(mobile: string, text: string, id: string): Promise<void>;
}
