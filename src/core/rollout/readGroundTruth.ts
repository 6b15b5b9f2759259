import { parseTolerant } from "./parseTolerant.js";
import type { Rollout } from "./rollout.js";
import { valueText } from "./valueText.js";

/**
 * Keeps a ground truth both ways: `text` as logged, `value` as what it means. A string that holds a JSON string, list or
 * object is parsed once (not again: formats.md 6.11); text such as "A", "12" or "true" stays the text it is.
 */
export function readGroundTruth(logged: unknown): Rollout["groundTruth"] {
  if (logged === undefined) return undefined;
  const text = valueText(logged);
  if (typeof logged !== "string" || !/^\s*["[{]/.test(logged)) return { value: logged, text };
  const parsed = parseTolerant(logged);
  return parsed.ok ? { value: parsed.value, text, isText: true } : { value: logged, text };
}
