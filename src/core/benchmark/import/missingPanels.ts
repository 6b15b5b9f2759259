/** How many numbers are missing between the first and the last of an annotated order; 0 where it is not whole anyway. */
export function missingPanels(given: readonly (number | null)[]): number {
  const numbers = given.filter(number => number !== null);
  if (numbers.length === 0 || numbers.length !== given.length) return 0;
  const span = Math.max(...numbers) - Math.min(...numbers) + 1;
  return Math.min(Math.max(0, Math.floor(span) - numbers.length), Number.MAX_SAFE_INTEGER);
}
