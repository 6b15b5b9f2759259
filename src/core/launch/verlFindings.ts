import type { Finding } from "./finding.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import type { PlannedPrompts } from "./runPlan.js";
import { taskKindsWithoutTargets } from "../benchmark/taskKinds.js";
import type { TrainingStage } from "./trainingStage.js";
import { toolsPlaceholder } from "./systemPrompt.js";
import { verlBudget } from "./verlBudget.js";
import { zoomToolName } from "./zoomToolText.js";

const error = (code: Finding["code"], values: Finding["values"], key: string | null): Finding => ({
  ...{ level: "error", code, values, key },
});
const warning = (code: Finding["code"], values: Finding["values"], key: string | null): Finding => ({
  ...{ level: "warning", code, values, key },
});

/** What cannot work in a run of verl, and what will probably not do what is wanted. */
export function verlFindings(
  resolved: ResolvedConfig,
  stages: readonly TrainingStage[],
  prompts: PlannedPrompts,
): readonly Finding[] {
  return [
    ...batchFindings(resolved),
    ...lengthFindings(resolved),
    ...targetFindings(resolved, stages),
    ...promptFindings(resolved, prompts),
    ...stageFindings(resolved),
    ...scheduleFindings(resolved, stages),
    ...rhythmFindings(resolved, stages),
    ...unusedFindings(resolved),
  ];
}

function batchFindings({ hyper, gpusPerNode, config }: ResolvedConfig): readonly Finding[] {
  const gpus = gpusPerNode.value * config.nodes;
  const [batch, mini, n] = [hyper.rolloutBatch.value, hyper.miniBatch.value, hyper.responses.value];
  const parallel = hyper.tensorParallel.value;
  const found: Finding[] = [];
  if ((batch * n) % gpus !== 0) found.push(error("batch-not-divisible", [batch, n, gpus], "hyper.rolloutBatch"));
  if (mini > batch) found.push(error("mini-batch-too-large", [mini, batch], "hyper.miniBatch"));
  else if ((mini * n) % gpus !== 0) found.push(error("mini-batch-not-divisible", [mini, n, gpus], "hyper.miniBatch"));
  if (gpus % parallel !== 0)
    found.push(error("tensor-parallel-not-divisible", [gpus, parallel], "hyper.tensorParallel"));
  if (config.nodes > 1 && config.launcher.kind === "host")
    found.push(error("nodes-need-launcher", [config.nodes], "launcher.kind"));
  if (config.model.finetuning === "lora") found.push(error("lora-unsupported", [], "model.finetuning"));
  return found;
}

function lengthFindings({ hyper, config }: ResolvedConfig): readonly Finding[] {
  const { whole } = verlBudget(config, hyper);
  const { contextTokens } = config.model;
  return whole > contextTokens ? [error("context-too-short", [whole, contextTokens], "model.contextTokens")] : [];
}

function targetFindings({ config }: ResolvedConfig, stages: readonly TrainingStage[]): readonly Finding[] {
  if (config.method !== "RARL") return [];
  const trained = new Set(stages.flatMap(stage => stage.tasks));
  return taskKindsWithoutTargets
    .filter(kind => trained.has(kind))
    .map(kind => error("needs-targets", [kind], "data.tasks"));
}

/** What the model reads decides, not what was meant to be in it. */
function promptFindings({ config }: ResolvedConfig, { first }: PlannedPrompts): readonly Finding[] {
  const isNamed = first.includes(zoomToolName);
  const key = "prompt.system";
  if (config.method === "RARL" && !isNamed) return [error("prompt-lacks-tool", [zoomToolName, toolsPlaceholder], key)];
  return config.method === "RL" && isNamed ? [error("prompt-names-tool", [zoomToolName], key)] : [];
}

function stageFindings({ config }: ResolvedConfig): readonly Finding[] {
  const names = config.stages.map(stage => stage.name);
  const twice = names.filter((name, index) => names.indexOf(name) < index);
  const unsupported = config.stages.flatMap(({ name, klReference }, index) =>
    index > 0 && klReference === "base" ? [error("kl-base-unsupported", [name], `stages.${index}.klReference`)] : [],
  );
  return [...twice.map(name => error("one-stage-name", [name], "stages")), ...unsupported];
}

function scheduleFindings({ hyper }: ResolvedConfig, stages: readonly TrainingStage[]): readonly Finding[] {
  const { value } = hyper.schedule;
  const key = "hyper.schedule";
  if (value === "linear") return [error("schedule-unsupported", [value], key)];
  const hasPhases = stages.some(stage => stage.phases.length > 1);
  return value === "cosine" && hasPhases ? [warning("schedule-by-phase", [value], key)] : [];
}

function rhythmFindings(resolved: ResolvedConfig, stages: readonly TrainingStage[]): readonly Finding[] {
  const save = resolved.checkpointEvery.value;
  const validate = resolved.validationEvery.value;
  const found: Finding[] = [];
  if (resolved.config.data.validation === undefined) found.push(warning("no-validation", [], "data.validation"));
  else if (save % validate !== 0)
    found.push(warning("checkpoint-without-validation", [save, validate], "validation.every"));
  const short = (every: number) => stages.find(stage => stage.steps < every);
  const unsaved = short(save);
  const unseen = short(validate);
  if (unsaved !== undefined)
    found.push(warning("save-unreached", [save, unsaved.name, unsaved.steps], "checkpoints.every"));
  if (unseen !== undefined)
    found.push(warning("validation-unreached", [validate, unseen.name, unseen.steps], "validation.every"));
  return found;
}

/** Keys of supervised runs, and turns where there is one. */
function unusedFindings({ config }: ResolvedConfig): readonly Finding[] {
  const keys = (["epochs", "batch", "batchPerGpu", "cutoffTokens"] as const).filter(
    key => config.hyper[key] !== undefined,
  );
  const turns = config.method === "RL" && config.hyper.turns !== undefined ? ["turns"] : [];
  return [...keys, ...turns].map(key => warning("unused-key", [`hyper.${key}`, config.method], `hyper.${key}`));
}
