import { isJsonObject } from "../../dataset/jsonObject.js";
import type { DumpFormat, RowRead } from "../dumpFormat.js";
import { explodeColumns } from "../explodeColumns.js";
import { hasKeys } from "../hasKeys.js";
import { rewardTable } from "../rewardTable.js";
import type { Rollout } from "../rollout.js";
import { trainerConventions } from "../trainerConventions.js";

const texts = ["prompt", "completion"] as const;

/** A step's column that has too few or too many values still says the step where all of them are equal. */
function sharedStep(values: readonly unknown[]): Readonly<Record<string, unknown>> {
  return new Set(values).size === 1 ? { step: values[0] } : {};
}

function withUnaligned(read: RowRead, extras: Rollout["extras"]): RowRead {
  if (read.kind !== "rollout" || extras.length === 0) return read;
  return { kind: "rollout", rollout: { ...read.rollout, extras: [...read.rollout.extras, ...extras] } };
}

function readTable(unit: unknown, columns: Parameters<DumpFormat["readUnit"]>[1]): readonly RowRead[] {
  if (!isJsonObject(unit)) return [{ kind: "malformed", reason: { code: "not-an-object" } }];
  const missing = texts.filter(key => !Object.hasOwn(unit, key));
  if (missing.length > 0) return [{ kind: "malformed", reason: { code: "missing-keys", keys: missing } }];
  const wrong = texts.find(key => !Array.isArray(unit[key]));
  if (wrong !== undefined) return [{ kind: "malformed", reason: { code: "wrong-type", key: wrong } }];
  const { rows, unaligned } = explodeColumns(unit, texts);
  const step = sharedStep(unaligned.find(([name]) => name === "step")?.[1] ?? []);
  const said = unaligned.map(([name, value]) => ({ name: `${name} (${value.length} of ${rows.length})`, value }));
  const read = rewardTable(
    rows.map(row => ({ ...step, ...row })),
    "ms-swift",
    columns,
  );
  return read.map(row => withUnaligned(row, said));
}

/**
 * ms-swift's `completions.jsonl` (`log_completions`): appended, each line the table of one step by columns, with a list for
 * each reward function and the step as text (formats.md 4; ms-swift rlhf_trainer/grpo_trainer.py). A column whose length
 * differs from the texts' is kept whole beside the rows, since nothing says which value is whose.
 */
export const msSwift: DumpFormat = {
  id: "ms-swift",
  rows: "rollouts",
  unit: "line",
  growth: "appended",
  conventions: trainerConventions.verl,
  losses: ["no-total", "no-images"],
  scan: null,
  detect: first =>
    hasKeys(first, ["step", "prompt", "completion"]) &&
    Array.isArray(first["step"]) &&
    Array.isArray(first["completion"]),
  readUnit: readTable,
};
