/** Tells one failure: one sentence to the person, with a way to the log, and the stack to the log. */
export type ShowFailure = (sentence: string, error: unknown) => void;
