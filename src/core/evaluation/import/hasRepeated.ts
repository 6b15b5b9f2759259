/** Whether two columns have one name: one of them would be lost, and nobody could say which. Columns without a name may be many. */
export function hasRepeated(names: readonly string[]): boolean {
  const named = names.filter(name => name !== "");
  return new Set(named).size < named.length;
}
