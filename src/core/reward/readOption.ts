import { isJsonObject } from "../dataset/jsonObject.js";
import { partialRewardOptionsSchema, rewardOptionsSchema, type PartialRewardOptions } from "./rewardOptions.js";

/** `unknown-option` [key, …known keys], `bad-value` [key, value], `not-an-object` []. */
export interface OptionProblem {
  readonly kind: "problem";
  readonly code: "unknown-option" | "bad-value" | "not-an-object";
  readonly values: readonly string[];
}

export const optionNames: readonly string[] = Object.keys(rewardOptionsSchema.shape);

/**
 * One option of a reward by its name, as a value or as somebody types it: `formatValues` as `[0,-1]`, `0,-1` or `0/-1`,
 * `best_target_with_reuse` for `reuse`. `known` are the names that a problem lists.
 */
export function readOption(
  key: string,
  written: unknown,
  known: readonly string[] = optionNames,
): { readonly kind: "option"; readonly key: string; readonly value: unknown } | OptionProblem {
  if (!optionNames.includes(key)) return { kind: "problem", code: "unknown-option", values: [key, ...known] };
  const value = typeof written === "string" ? typedValue(key, written.trim()) : written;
  if (partialRewardOptionsSchema.safeParse({ [key]: value }).success) return { kind: "option", key, value };
  const text = typeof written === "string" ? written : JSON.stringify(written);
  return { kind: "problem", code: "bad-value", values: [key, text] };
}

/** A set of options, as parsed from JSON. */
export function readOptions(
  written: unknown,
): { readonly kind: "options"; readonly options: PartialRewardOptions } | OptionProblem {
  if (!isJsonObject(written)) return { kind: "problem", code: "not-an-object", values: [] };
  const read: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(written)) {
    const option = readOption(key, value);
    if (option.kind === "problem") return option;
    read[key] = option.value;
  }
  return { kind: "options", options: partialRewardOptionsSchema.parse(read) };
}

function typedValue(key: string, written: string): unknown {
  if (key === "formatValues" || key === "accuracyValues") {
    return written
      .replace(/^\[|\]$/g, "")
      .split(/[,/]/)
      .map(readNumber);
  }
  if (key === "match" && written === "best_target_with_reuse") return "reuse";
  if (written === "true") return true;
  if (written === "false") return false;
  if (written === "null") return null;
  return /^[-+]?\d/.test(written) ? readNumber(written) : written;
}

/** NaN for what is no number, which no option takes. */
const readNumber = (text: string): number => (text.trim() === "" ? NaN : Number(text));
