/** A copy of an object without one of its keys. */
export function withoutKey(value: object, left: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== left));
}
