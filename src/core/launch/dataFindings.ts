import type { CropBudget, ResponseLimits } from "./cropBudget.js";
import { cropBudget } from "./cropBudget.js";
import type { DataMeasure } from "./dataMeasure.js";
import type { Finding } from "./finding.js";
import { promptBudget, type KindBudget, type PromptBudget } from "./promptBudget.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import { systemPrompt } from "./systemPrompt.js";
import { textTokens } from "./textTokens.js";
import { trainedQuestions } from "./trainedQuestions.js";
import { verlBudget } from "./verlBudget.js";

/** Side multiple of Qwen2.5-VL's grid. */
const factor = 28;

/** A task kind as a sentence names it; rows without one are "all kinds". */
const named = (taskKind: string | null): string => taskKind ?? "?";

/** What the data of a reinforcement-learning run mean for its budgets of tokens; counted on the kinds that it trains on. */
export function dataFindings(resolved: ResolvedConfig, measures: readonly DataMeasure[]): readonly Finding[] {
  const chosen = trainedQuestions(resolved, measures);
  const train = resolved.config.data.train;
  if (chosen.length === 0) return [{ level: "error", code: "no-questions", values: [train], key: "data.tasks" }];
  const absent = [...absentKinds(resolved, chosen), ...passedOver(resolved, measures, chosen)];
  return resolved.family === "rl"
    ? [
        ...absent,
        ...promptFindings(resolved, chosen),
        ...targetFindings(resolved, chosen),
        ...cropFindings(resolved, chosen),
      ]
    : absent;
}

const countByKind = (measures: readonly DataMeasure[]): ReadonlyMap<string | null, number> => {
  const counts = new Map<string | null, number>();
  for (const { taskKind } of measures) counts.set(taskKind, (counts.get(taskKind) ?? 0) + 1);
  return counts;
};

/** Kinds of the data that nobody chose or left out, and that the run does not train on: of an export the reordering ones. */
function passedOver(
  { config }: ResolvedConfig,
  measures: readonly DataMeasure[],
  chosen: readonly DataMeasure[],
): readonly Finding[] {
  if (config.data.tasks !== undefined || chosen.length === measures.length) return [];
  const taken = new Set(chosen);
  return [...countByKind(measures.filter(measure => !taken.has(measure)))].map(([kind, count]) => ({
    level: "note",
    code: "kind-passed-over",
    values: [count, measures.length, named(kind), config.method],
    key: "data.tasks",
  }));
}

/** Region-aware RL on a question without a target pays for no zoom: such rows train the answer alone. */
function targetFindings({ config }: ResolvedConfig, chosen: readonly DataMeasure[]): readonly Finding[] {
  if (config.method !== "RARL") return [];
  const all = countByKind(chosen);
  const hasNone = ({ targets, expectedZooms }: DataMeasure) =>
    (targets === null || targets.length === 0) && expectedZooms !== 0;
  const bare = countByKind(chosen.filter(hasNone));
  return [...bare].map(([kind, count]) => ({
    level: "warning",
    code: "no-targets",
    values: [count, all.get(kind) ?? count, named(kind)],
    key: "data.train",
  }));
}

function absentKinds({ config }: ResolvedConfig, chosen: readonly DataMeasure[]): readonly Finding[] {
  return (config.data.tasks ?? [])
    .filter(kind => !chosen.some(({ taskKind }) => taskKind === kind))
    .map(kind => ({ level: "error", code: "kind-absent", values: [kind], key: "data.tasks" }));
}

function budgetOf(
  { config, hyper, minPixels, maxPixels }: ResolvedConfig,
  measures: readonly DataMeasure[],
): PromptBudget {
  return promptBudget(measures, {
    promptTokens: hyper.promptTokens.value,
    resize: { factor, minPixels: minPixels.value, maxPixels: maxPixels.value },
    system: textTokens(systemPrompt(config)),
  });
}

/** verl drops questions of the validation data just as silently, and checkpoints are then compared on what is left. */
export function validationFindings(resolved: ResolvedConfig, measures: readonly DataMeasure[]): readonly Finding[] {
  if (resolved.family !== "rl") return [];
  const { kinds, pixelsForAll } = budgetOf(resolved, measures);
  const count = (what: "dropped" | "doubtful" | "unknown") => kinds.reduce((sum, kind) => sum + kind[what], 0);
  const left = count("dropped") + count("doubtful");
  const findings: Finding[] = [];
  if (left > 0) {
    const pixels = pixelsForAll ?? resolved.minPixels.value;
    const values = [left, measures.length, resolved.hyper.promptTokens.value, pixels];
    findings.push({ level: "warning", code: "validation-dropped", values, key: "pixels.max" });
  }
  if (count("unknown") > 0)
    findings.push({
      level: "warning",
      code: "validation-unknown",
      values: [count("unknown"), measures.length],
      key: "data.images",
    });
  return findings;
}

function promptFindings(resolved: ResolvedConfig, measures: readonly DataMeasure[]): readonly Finding[] {
  const promptTokens = resolved.hyper.promptTokens.value;
  const budget = budgetOf(resolved, measures);
  return budget.kinds.flatMap(kind => kindFindings(kind, budget, promptTokens));
}

function kindFindings(kind: KindBudget, { pixelsForAll }: PromptBudget, limit: number): readonly Finding[] {
  const { questions, dropped, doubtful, unknown, longest } = kind;
  const name = named(kind.taskKind);
  const key = "pixels.max";
  const findings: Finding[] = [];
  if (dropped > 0 && pixelsForAll !== null)
    findings.push({
      level: "warning",
      code: "prompts-dropped",
      values: [dropped, questions, name, limit, pixelsForAll],
      key,
    });
  if (dropped > 0 && pixelsForAll === null)
    findings.push({
      level: "warning",
      code: "prompts-dropped-anyway",
      values: [dropped, questions, name, limit],
      key: "hyper.promptTokens",
    });
  if (doubtful > 0 && pixelsForAll !== null)
    findings.push({
      level: "warning",
      code: "prompts-doubtful",
      values: [doubtful, questions, name, limit, pixelsForAll],
      key,
    });
  if (unknown > 0)
    findings.push({ level: "warning", code: "pages-unknown", values: [unknown, questions, name], key: "data.images" });
  if (dropped + doubtful + unknown === 0)
    findings.push({ level: "good", code: "prompts-fit", values: [questions, name, longest, limit], key });
  return findings;
}

function cropFindings(resolved: ResolvedConfig, measures: readonly DataMeasure[]): readonly Finding[] {
  if (resolved.config.method !== "RARL") return [];
  const { response, turns } = verlBudget(resolved.config, resolved.hyper);
  const limits: ResponseLimits = {
    responseTokens: response,
    turns,
    resize: { factor, minPixels: resolved.minPixels.value, maxPixels: resolved.maxPixels.value },
    cropsFrom: resolved.config.engine === "verl-deepeyes" ? "page" : "model",
  };
  return cropBudget(measures, limits).flatMap(kind => cropsOfKind(kind, limits));
}

function cropsOfKind(kind: CropBudget, { responseTokens, turns }: ResponseLimits): readonly Finding[] {
  const { questions, tooLong, tooMany, cropsThatFit, mostZooms } = kind;
  const name = named(kind.taskKind);
  const findings: Finding[] = [];
  if (tooLong > 0) {
    const values = [tooLong, questions, name, responseTokens, cropsThatFit];
    findings.push({ level: "warning", code: "crops-too-long", values, key: "hyper.responseTokens" });
  }
  if (tooMany > 0) {
    const values = [tooMany, questions, name, mostZooms, turns];
    findings.push({ level: "warning", code: "zooms-over-turns", values, key: "hyper.turns" });
  }
  if (findings.length > 0) return findings;
  return [
    {
      level: "good",
      code: "crops-fit",
      values: [questions, name, cropsThatFit, responseTokens],
      key: "hyper.responseTokens",
    },
  ];
}
