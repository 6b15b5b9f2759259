import { isJsonObject } from "../../dataset/jsonObject.js";
import type { DumpFormat, RowRead } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { metricsPoint } from "../metricsPoint.js";
import { trainerConventions } from "../trainerConventions.js";

function readRow(unit: unknown): RowRead {
  if (!isJsonObject(unit)) return { kind: "malformed", reason: { code: "not-an-object" } };
  if (!Object.hasOwn(unit, "step")) return { kind: "malformed", reason: { code: "missing-keys", keys: ["step"] } };
  const point = Object.fromEntries(Object.entries(unit).filter(([name]) => name !== "time"));
  return { kind: "metrics", metrics: metricsPoint(point["step"], point, "step") };
}

/** prime-rl's `metrics.jsonl`: `{"step", "time", …}`, flat and appended; values that are not finite are not in it (prime-rl monitors/file.py). */
export const primeMetrics: DumpFormat = {
  id: "prime-metrics",
  rows: "metrics",
  unit: "line",
  growth: "appended",
  conventions: trainerConventions.verl,
  scan: null,
  detect: first =>
    hasKeys(first, ["step", "time"]) &&
    Object.values(first).every(value => typeof value === "number") &&
    Object.keys(first).length > 2,
  readUnit: unit => [readRow(unit)],
};
