import { isJsonObject } from "../../dataset/jsonObject.js";
import type { DumpFormat, RowRead } from "../dumpFormat.js";
import { metricsPoint } from "../metricsPoint.js";
import { trainerConventions } from "../trainerConventions.js";
import { skyrl } from "./skyrl.js";

const ownName = /^eval\/.+\/avg_score$/;

function readRow(unit: unknown): RowRead {
  if (!isJsonObject(unit)) return { kind: "malformed", reason: { code: "not-an-object" } };
  return { kind: "metrics", metrics: metricsPoint(null, unit, null) };
}

/**
 * SkyRL's `aggregated_results.jsonl`, one line beside the rollouts of an evaluation: `eval/<data source>/avg_score`,
 * `…/pass_at_<n>` and, in newer releases, `…/mean_positive_reward`. The step is the folder's (SkyRL trainer_utils.py).
 */
export const skyrlMetrics: DumpFormat = {
  id: "skyrl-metrics",
  rows: "metrics",
  unit: "line",
  growth: "rewritten",
  conventions: trainerConventions.verl,
  scan: null,
  ...(skyrl.placeOf === undefined ? {} : { placeOf: skyrl.placeOf }),
  detect: first =>
    isJsonObject(first) &&
    Object.keys(first).every(name => name.startsWith("eval/")) &&
    Object.keys(first).some(name => ownName.test(name)),
  readUnit: unit => [readRow(unit)],
};
