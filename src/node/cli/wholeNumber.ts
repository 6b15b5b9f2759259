import { InvalidArgumentError } from "commander";

/** Reads the value of an option: a whole number in a range, written in digits. Without `most` up to what is exact. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    const to = most === Number.MAX_SAFE_INTEGER ? " on" : ` to ${most}`;
    throw new InvalidArgumentError(`It must be a whole number from ${least}${to}.`);
  };
