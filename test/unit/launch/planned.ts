import { planRun } from "../../../src/core/launch/planRun.js";
import { trainerConfigSchema, type TrainerConfig } from "../../../src/core/launch/runConfig.js";
import type { PlanContext, RunPlan } from "../../../src/core/launch/runPlan.js";

/** A configuration of which only what a test is about is said. */
export function configOf(keys: Readonly<Record<string, unknown>> = {}): TrainerConfig {
  return trainerConfigSchema.parse({
    name: "made-up",
    method: "RARL",
    engine: "verl-current",
    host: "gpu",
    model: { path: "Qwen/Qwen2.5-VL-7B-Instruct" },
    data: { train: "train.parquet", validation: "val.parquet" },
    ...keys,
  });
}

/** Stand-ins for the files of src/trainer: a plan only passes them on. */
export const trainerNames = ["zoom_boxes.py", "zoom_dataset.py", "zoom_reward.py", "zoom_tool.py"];

export function contextOf(keys: Partial<PlanContext> = {}): PlanContext {
  return {
    runId: "made-up-1a2b3c4d",
    strategies: [],
    trainer: Object.fromEntries(trainerNames.map(name => [name, `# ${name}\n`])),
    resumeFrom: null,
    data: { train: "data/train.parquet", validation: "data/val.parquet", images: null, shape: null },
    ...keys,
  };
}

export const planOf = (keys: Readonly<Record<string, unknown>> = {}, context: Partial<PlanContext> = {}): RunPlan =>
  planRun(configOf(keys), contextOf(context));

export const codesOf = ({ findings }: RunPlan, level?: string): readonly string[] =>
  findings.filter(one => level === undefined || one.level === level).map(one => one.code);

export function textOf({ files }: RunPlan, path: string): string {
  const found = files.find(file => file.path === path);
  if (found === undefined)
    throw new Error(`${path} is not planned; there are ${files.map(one => one.path).join(", ")}`);
  return found.text;
}
