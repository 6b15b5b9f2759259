import { isJsonObject } from "../../dataset/jsonObject.js";
import type { DumpFormat, RowRead } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { metricsPoint } from "../metricsPoint.js";
import { trainerConventions } from "../trainerConventions.js";

function readRow(unit: unknown): RowRead {
  if (!isJsonObject(unit)) return { kind: "malformed", reason: { code: "not-an-object" } };
  if (!Object.hasOwn(unit, "current_steps"))
    return { kind: "malformed", reason: { code: "missing-keys", keys: ["current_steps"] } };
  return { kind: "metrics", metrics: metricsPoint(unit["current_steps"], unit, "current_steps") };
}

/**
 * LLaMA-Factory's `trainer_log.jsonl`: appended; a resumed run repeats steps; the last row has no loss; times are texts
 * such as "9 days, 21:49:18" (formats.md 3.1; LLaMA-Factory callbacks.py).
 */
export const llamafactoryLog: DumpFormat = {
  id: "llamafactory-log",
  rows: "metrics",
  unit: "line",
  growth: "appended",
  conventions: trainerConventions.verl,
  scan: null,
  detect: first => hasKeys(first, ["current_steps", "total_steps"]),
  readUnit: unit => [readRow(unit)],
};
