import { crc32 } from "./crc32.js";
import type { RewardRule } from "./strategy.js";

/**
 * Names what a rule pays, whatever it is called: CRC-32 of its terms, options and seed as JSON with sorted keys and
 * without spaces (Python: `json.dumps(…, sort_keys=True, separators=(",", ":"))`), 8 hex digits. A reward function writes
 * it in every row (`strategy_hash`), so that a reader knows the rule of each.
 */
export function strategyHash({ terms, options, seed }: RewardRule): string {
  return crc32(sortedJson({ terms, options, seed })).toString(16).padStart(8, "0");
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${sortedJson(item)}`).join(",")}}`;
}
