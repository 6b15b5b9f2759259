import type { Finding } from "./finding.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import type { PlanContext } from "./runPlan.js";
import type { TrainingStage } from "./trainingStage.js";
import { verlBudget } from "./verlBudget.js";

const pixelsOfToken = 28 * 28;

const note = (code: Finding["code"], values: Finding["values"], key: string | null): Finding => ({
  ...{ level: "note", code, values, key },
});

/** What the paper leaves to us, and what this launch does about it. */
export function verlNotes(
  resolved: ResolvedConfig,
  context: PlanContext,
  stages: readonly TrainingStage[],
): readonly Finding[] {
  return [
    ...warmNotes(resolved, stages),
    ...engineNotes(resolved),
    ...stageNotes(resolved, stages),
    ...referenceNotes(resolved, stages),
    ...resumeNotes(context, stages),
  ];
}

function warmNotes({ config, hyper }: ResolvedConfig, stages: readonly TrainingStage[]): readonly Finding[] {
  const warm = stages.find(stage => stage.warmSteps > 0);
  const rule = warm?.phases[0]?.rule;
  if (warm === undefined || rule === undefined) return [];
  const says = config.stepsIncludeWarmStart ? "include" : "do not include";
  const parts = rule.terms.map(term => term.part).join(" + ");
  return [
    note("assumes-warm-steps", [hyper.steps.value, says, warm.warmSteps], "stepsIncludeWarmStart"),
    note("assumes-warm-reward", [parts], "strategy"),
    ...(stages.length > 1 ? [note("assumes-warm-first-stage", [], "stages")] : []),
  ];
}

function engineNotes({ config, hyper, maxPixels }: ResolvedConfig): readonly Finding[] {
  const { turns, response } = verlBudget(config, hyper);
  const perTurn = hyper.responseTokens.value;
  const found: Finding[] = [];
  if (turns > 1) found.push(note("assumes-turn-tokens", [response, perTurn, turns], "hyper.responseTokens"));
  if (config.engine === "verl-deepeyes") found.push(note("assumes-deepeyes", [], "engine"));
  else found.push(note("older-trainer", [], "engine"));
  if (config.engine === "verl-current" && turns > 1)
    found.push(note("no-turn-limit", [response, perTurn], "hyper.responseTokens"));
  if (maxPixels.source === "not-stated")
    found.push(
      note("assumes-max-pixels", [maxPixels.value, Math.floor(maxPixels.value / pixelsOfToken)], "pixels.max"),
    );
  return found;
}

function stageNotes({ config, hyper }: ResolvedConfig, stages: readonly TrainingStage[]): readonly Finding[] {
  const isShared = config.stages.length > 1 && config.stages.some(stage => stage.steps === undefined);
  const mixes = stages.some(({ tasks }) => tasks.includes("panel_understanding") && tasks.length > 1);
  return [
    ...(isShared ? [note("assumes-stage-steps", [hyper.steps.value], "stages")] : []),
    ...(mixes ? [note("assumes-open-apart", [], "data.tasks")] : []),
  ];
}

/** What the KL term of each stage compares with: verl loads it from the weights that the stage starts from. */
function referenceNotes({ config, hyper }: ResolvedConfig, stages: readonly TrainingStage[]): readonly Finding[] {
  if (hyper.klCoefficient.value === 0) return [];
  return stages.map(({ name }, index) => {
    const before = stages[index - 1];
    const reference = before === undefined ? config.model.path : before.name;
    const key = config.stages.length > 0 ? `stages.${index}.klReference` : "hyper.klCoefficient";
    return note("kl-reference", [name, reference], key);
  });
}

/** Steps count anew in each stage, so that a number alone says nothing where there are several. */
function resumeNotes({ resumeFrom, resumeStep }: PlanContext, stages: readonly TrainingStage[]): readonly Finding[] {
  if (resumeFrom === null) return [];
  const step = stages.length > 1 ? null : (resumeStep ?? null);
  return [step === null ? note("resumes-from-last", [resumeFrom], null) : note("resumes", [resumeFrom, step], null)];
}
