import type { DistilOptions } from "./distilOptions.js";
import type { DropReason } from "./dropReason.js";
import type { FilterResult, Trace } from "./judgedTrace.js";

/** Ends that are none of the model's own. */
const cuts = ["length", "max_turns", "content_filter", "abort", "error"];
/** Characters of the end that are looked for again. */
const tail = 100;

/** How often the end of a text comes in it, its repeats reaching into each other. */
export function tailRepeats(text: string): number {
  if (text.length < tail) return text === "" ? 0 : 1;
  const end = text.slice(-tail);
  let count = 0;
  for (let at = text.indexOf(end); at !== -1; at = text.indexOf(end, at + 1)) count++;
  return count;
}

type Limits = Pick<DistilOptions, "leastWords" | "mostWords" | "mostRepeats">;

/** Whether a trace ended by itself, is neither too short nor too long, and does not go round in circles. */
export function lengthFilter(
  { prediction, words }: Trace,
  { leastWords, mostWords, mostRepeats }: Limits,
): FilterResult {
  const result = (code: DropReason | null, value: FilterResult["value"], threshold: FilterResult["threshold"]) =>
    ({ filter: "length", code, value, threshold }) as const;
  const { state, finish_reason: finish } = prediction;
  if (state === "truncated" || (finish !== null && cuts.includes(finish))) return result("cut", finish, "stop");
  const repeats = tailRepeats(words.thoughts);
  if (repeats > mostRepeats) return result("loop", repeats, mostRepeats);
  if (words.count < leastWords) return result("short", words.count, leastWords);
  if (words.count > mostWords) return result("long", words.count, mostWords);
  return result(null, words.count, mostWords);
}
