import { isJsonObject } from "../../dataset/jsonObject.js";
import type { DumpFormat, RowRead } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { metricsPoint } from "../metricsPoint.js";
import { trainerConventions } from "../trainerConventions.js";

const stepKey = "global_step/max_steps";

/** The step of "10/500". */
function stepOf(logged: unknown): unknown {
  return typeof logged === "string" ? /^\s*(\d+)\s*\//.exec(logged)?.[1] : logged;
}

function readRow(unit: unknown): RowRead {
  if (!isJsonObject(unit)) return { kind: "malformed", reason: { code: "not-an-object" } };
  // The last line sums the training up (memory, best checkpoint, times) and belongs to no step.
  const step = Object.hasOwn(unit, stepKey) ? stepOf(unit[stepKey]) : null;
  return { kind: "metrics", metrics: metricsPoint(step, unit, stepKey) };
}

/**
 * ms-swift's `logging.jsonl`: what the HF Trainer logs, the step in a text `"10/500"` under a key with a slash in its name
 * (formats.md 4; ms-swift callbacks). Appended; a resumed run repeats steps.
 */
export const msSwiftLog: DumpFormat = {
  id: "ms-swift-log",
  rows: "metrics",
  unit: "line",
  growth: "appended",
  conventions: trainerConventions.verl,
  scan: null,
  detect: first => hasKeys(first, [stepKey]),
  readUnit: unit => [readRow(unit)],
};
