/** What another thread threw, as it came through the channel: an error is one still, and anything can be thrown. */
export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
