import type { Strategy } from "../reward/strategy.js";
import type { MiniatureOptions } from "../simulate/miniature/miniatureOptions.js";
import { readMiniatureOptions } from "../simulate/miniature/readMiniatureOptions.js";
import { strategyProblem } from "../simulate/miniature/strategyProblem.js";
import type { Finding } from "./finding.js";
import { isSft } from "./method.js";
import { miniatureKeys } from "./plannedMiniature.js";
import type { MiniatureConfig } from "./runConfig.js";
import type { PlanContext } from "./runPlan.js";

const readHyper: readonly string[] = Object.values(miniatureKeys).map(key => key.replace(/^hyper\./, ""));

function finding(
  level: Finding["level"],
  code: Finding["code"],
  key: string | null,
  ...values: Finding["values"]
): Finding {
  return { level, code, values, key };
}

/** What of a configuration of the miniature cannot work, is not read, or has to be known of it. */
export function miniatureFindings(
  config: MiniatureConfig,
  { options, strategy }: { readonly options: MiniatureOptions; readonly strategy: Strategy },
  context: PlanContext,
): readonly Finding[] {
  return [
    ...methodFindings(config),
    ...optionFindings(options),
    ...strategyFindings(strategy, options),
    ...placeFindings(config),
    ...unreadKeys(config).map(key => finding("warning", "miniature-not-read", key, key)),
    finding("note", "miniature-simulated", "engine"),
    ...resumeNotes(context),
  ];
}

function methodFindings({ method, engine }: MiniatureConfig): readonly Finding[] {
  if (isSft(method)) return [finding("error", "engine-method", "engine", engine, method, "llama-factory")];
  return method === "RL" ? [finding("note", "miniature-zooms", "method")] : [];
}

/** Ranges of those options that other trainers take in wider ones, and whether the pages have every question. */
function optionFindings(options: MiniatureOptions): readonly Finding[] {
  const keys: Readonly<Record<string, string>> = miniatureKeys;
  const read = readMiniatureOptions(options);
  if (read.kind === "ok") return [];
  const [name = "", ...values] = read.values;
  const key = keys[name] ?? `simulate.${name}`;
  switch (read.code) {
    case "out-of-range":
    case "unknown-parameter":
      return [finding("error", "miniature-option", key, key, ...values)];
    case "no-question":
      return [finding("error", "miniature-no-question", "simulate.mix", name, ...values)];
    case "no-validation-question":
      return [finding("error", "miniature-no-validation-question", "simulate.mix", name)];
  }
}

/** Whether the miniature can be paid by a strategy at every step. */
function strategyFindings(strategy: Strategy, options: MiniatureOptions): readonly Finding[] {
  const problem = strategyProblem(strategy, options);
  if (problem === null) return [];
  switch (problem.code) {
    case "own-code":
      return [ownCodeFinding(strategy.id, problem.values[0])];
    case "uncovered":
      return [finding("error", "miniature-uncovered", "strategy", strategy.id, ...problem.values)];
    case "no-rate":
      return [finding("error", "miniature-no-rate", miniatureKeys.responses, strategy.id, miniatureKeys.responses)];
  }
}

/** Of a strategy that is somebody's program, `file`. */
export const ownCodeFinding = (id: string, file: string): Finding =>
  finding("error", "miniature-own-code", "strategy", id, file);

/** It is one process, and has no stages: neither can be left out without a word. */
function placeFindings({ nodes, launcher, stages }: MiniatureConfig): readonly Finding[] {
  const found: Finding[] = [];
  if (nodes > 1) found.push(finding("error", "miniature-one-process", "nodes", "nodes"));
  if (launcher.kind === "slurm" && launcher.arraySize !== undefined)
    found.push(finding("error", "miniature-one-process", "launcher.arraySize", "launcher.arraySize"));
  if (stages.length > 0) found.push(finding("error", "miniature-one-stage", "stages"));
  return found;
}

/** Keys that a file has and the miniature does not read. One that says what would be so anyway is passed over. */
function unreadKeys(config: MiniatureConfig): readonly string[] {
  const { gpus, pixels, hyper, prompt, validation, checkpoints, environment, extra } = config;
  const keys: readonly (readonly [key: string, isGiven: boolean])[] = [
    ["model", config.model !== undefined],
    ["data", config.data !== undefined],
    ["gpus.perNode", gpus.perNode !== undefined],
    ["gpus.devices", gpus.devices !== undefined],
    ["pixels.max", pixels.max !== undefined],
    ["pixels.min", pixels.min !== undefined],
    ...Object.entries(hyper).map(
      ([name, value]) => [`hyper.${name}`, value !== undefined && !readHyper.includes(name)] as const,
    ),
    ["prompt.system", prompt.system !== undefined],
    ["validation.before", !validation.before],
    ["checkpoints.every", checkpoints.every !== undefined],
    ["checkpoints.keep", checkpoints.keep !== null],
    ["environment.secrets", environment.secrets.length > 0],
    ...Object.keys(extra).map(name => [`extra.${name}`, true] as const),
  ];
  return keys.flatMap(([key, isGiven]) => (isGiven ? [key] : []));
}

function resumeNotes({ resumeFrom, resumeStep }: PlanContext): readonly Finding[] {
  if (resumeFrom === null) return [];
  const step = resumeStep ?? null;
  return [
    step === null
      ? finding("note", "resumes-from-last", null, resumeFrom)
      : finding("note", "resumes", null, resumeFrom, step),
  ];
}
