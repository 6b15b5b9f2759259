import { isJsonObject, type JsonObject } from "../../dataset/jsonObject.js";
import type { DumpFormat, RowRead } from "../dumpFormat.js";
import { metricsPoint } from "../metricsPoint.js";
import { trainerConventions } from "../trainerConventions.js";

/** Deeper values are kept as text: no trainer nests its metrics like that. */
const deepest = 8;

/** Nested metrics by the path of their keys, as verl names them: `actor/pg_loss`. */
function flat(nested: JsonObject, prefix = "", depth = 0): readonly (readonly [string, unknown])[] {
  return Object.entries(nested).flatMap(([name, value]) =>
    isJsonObject(value) && depth < deepest
      ? flat(value, `${prefix}${name}/`, depth + 1)
      : [[`${prefix}${name}`, value] as const],
  );
}

function readRow(unit: unknown): RowRead {
  if (!isJsonObject(unit)) return { kind: "malformed", reason: { code: "not-an-object" } };
  if (!Object.hasOwn(unit, "step")) return { kind: "malformed", reason: { code: "missing-keys", keys: ["step"] } };
  const { step, ...nested } = unit;
  return { kind: "metrics", metrics: metricsPoint(step, Object.fromEntries(flat(nested)), null) };
}

/** Groups of metrics that EasyR1's trainer logs; verl's own log has none of them at the top. */
const groups = ["actor", "critic", "reward", "val", "timing_s", "response_length", "perf", "timing", "global_seqlen"];

/**
 * EasyR1's `experiment_log.jsonl`: `{"step": 1, "actor": {…}, …}`, nested where verl's is flat; emptied at each start, also
 * of a resumed run (formats.md 4; EasyR1 verl/utils/logger).
 */
export const easyr1Log: DumpFormat = {
  id: "easyr1-log",
  rows: "metrics",
  unit: "line",
  growth: "appended",
  conventions: trainerConventions.verl,
  scan: null,
  detect: first =>
    isJsonObject(first) &&
    Object.hasOwn(first, "step") &&
    Object.entries(first).every(([name, value]) => name === "step" || isJsonObject(value)) &&
    groups.some(name => Object.hasOwn(first, name)),
  readUnit: unit => [readRow(unit)],
};
