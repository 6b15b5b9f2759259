import { isJsonObject } from "../../dataset/jsonObject.js";
import type { DumpFormat } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { rewardTable } from "../rewardTable.js";
import { trainerConventions } from "../trainerConventions.js";

const path = /^(.+)\/completions\/completions_(\d+)\.parquet$/;

/**
 * TRL's `completions/completions_<step>.parquet` (`log_completions`): a table a logging step, prompt and completion as texts
 * or lists of messages, a column for each reward function, the advantage; no image (formats.md 4; TRL grpo_trainer.py).
 */
export const trl: DumpFormat = {
  id: "trl",
  rows: "rollouts",
  unit: "table",
  growth: "rewritten",
  conventions: trainerConventions.verl,
  losses: ["no-total", "no-images"],
  scan: null,
  placeOf: file => {
    const [, run, step] = path.exec(file) ?? [];
    return run === undefined ? null : { run, dumps: "completions", step: Number(step), phase: "training" };
  },
  detect: first => hasKeys(first, ["step", "prompt", "completion"]),
  readUnit: (unit, columns) =>
    Array.isArray(unit) && unit.every(isJsonObject)
      ? rewardTable(unit, "trl", columns)
      : [{ kind: "malformed", reason: { code: "not-an-object" } }],
};
