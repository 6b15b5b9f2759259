/** The values of an option that may be repeated, in their order. */
export const gather = (value: string, list: readonly string[] = []): readonly string[] => [...list, value];
