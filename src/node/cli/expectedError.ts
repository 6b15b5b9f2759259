/** A failure that a person can do something about: one line and exit code 1, no stack. */
export class ExpectedError extends Error {}
