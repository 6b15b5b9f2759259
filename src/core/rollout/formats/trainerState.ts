import { isJsonObject } from "../../dataset/jsonObject.js";
import type { DumpFormat, RowRead } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { metricsPoint } from "../metricsPoint.js";
import { trainerConventions } from "../trainerConventions.js";

function readPoint(point: unknown): RowRead {
  if (!isJsonObject(point)) return { kind: "malformed", reason: { code: "not-an-object" } };
  return { kind: "metrics", metrics: metricsPoint(point["step"], point, "step") };
}

/** HF Trainer's `trainer_state.json`: one pretty-printed object, rewritten whole; its curve is `log_history` (formats.md 3.2). */
export const trainerState: DumpFormat = {
  id: "trainer-state",
  rows: "metrics",
  unit: "file",
  growth: "rewritten",
  conventions: trainerConventions.verl,
  scan: null,
  detect: first => hasKeys(first, ["log_history", "global_step"]) && Array.isArray(first["log_history"]),
  readUnit: unit => {
    if (!isJsonObject(unit)) return [{ kind: "malformed", reason: { code: "not-an-object" } }];
    const history = unit["log_history"];
    if (!Array.isArray(history)) return [{ kind: "malformed", reason: { code: "wrong-type", key: "log_history" } }];
    return history.map(readPoint);
  },
};
