import { isJsonObject } from "../../dataset/jsonObject.js";
import type { DumpFormat, RowRead } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { metricsPoint } from "../metricsPoint.js";
import { trainerConventions } from "../trainerConventions.js";

function readRow(unit: unknown): RowRead {
  if (!isJsonObject(unit)) return { kind: "malformed", reason: { code: "not-an-object" } };
  const missing = ["step", "data"].filter(key => !Object.hasOwn(unit, key));
  if (missing.length > 0) return { kind: "malformed", reason: { code: "missing-keys", keys: missing } };
  const data = unit["data"];
  if (!isJsonObject(data)) return { kind: "malformed", reason: { code: "wrong-type", key: "data" } };
  return { kind: "metrics", metrics: metricsPoint(unit["step"], data, null) };
}

/** verl's `file` logger: one `{"step", "data": {…}}` a line; a resumed run starts the file anew (formats.md 1.6). */
export const verlMetrics: DumpFormat = {
  id: "verl-metrics",
  rows: "metrics",
  unit: "line",
  growth: "appended",
  conventions: trainerConventions.verl,
  scan: null,
  detect: first => hasKeys(first, ["step", "data"]) && isJsonObject(first["data"]),
  readUnit: unit => [readRow(unit)],
};
