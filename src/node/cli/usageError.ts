/** A value that the command line does not take: one line and exit code 2. */
export class UsageError extends Error {}
