/** Whether two lists hold the very same things, so that what was made of one of them is what the other gives. */
export const areSameParts = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((part, at) => part === b[at]);
