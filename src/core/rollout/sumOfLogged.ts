import { readLoggedNumber } from "./readLoggedNumber.js";

/**
 * The sum of a list of logged numbers; what is null or no number in it counts as 0, as it does where trainers sum over a
 * mask, and a NaN or an infinity makes the sum one. NaN for a list without any number.
 */
export function sumOfLogged(list: readonly unknown[]): number {
  const numbers = list.map(item => readLoggedNumber(item)).filter(({ kind }) => kind !== "null" && kind !== "text");
  if (numbers.length === 0) return NaN;
  return numbers.reduce((sum, number) => {
    if (number.kind === "number") return sum + number.value;
    return number.kind === "infinity" ? sum + number.sign * Infinity : NaN;
  }, 0);
}
