import type { Strategy } from "../reward/strategy.js";
import type { Finding } from "./finding.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import type { Stage } from "./runConfig.js";
import { trainingPhases } from "./trainingPhases.js";
import type { TrainingStage } from "./trainingStage.js";

/**
 * The stages of a verl run, in order; a run without any is one stage in `out`. Where there are several, the warm start is
 * of the first alone: the weights that the others start from call the tool already.
 */
export function trainingStages(
  resolved: ResolvedConfig,
  strategy: Strategy,
): { readonly stages: readonly TrainingStage[]; readonly findings: readonly Finding[] } {
  const wanted: readonly (Stage | null)[] = resolved.config.stages.length > 0 ? resolved.config.stages : [null];
  const findings: Finding[] = [];
  const stages = wanted.map((stage, index): TrainingStage => {
    const made = trainingPhases(strategy, {
      steps: stage?.steps ?? resolved.hyper.steps.value,
      stepsIncludeWarmStart: resolved.config.stepsIncludeWarmStart,
      skipsWarmStart: index > 0,
    });
    for (const found of made.findings) {
      if (!findings.some(one => isSame(one, found))) findings.push(found);
    }
    return {
      name: stage?.name ?? "main",
      folder: stage === null ? "out" : `out/${index + 1}-${stage.name}`,
      steps: made.steps,
      warmSteps: made.warmSteps,
      tasks: stage?.tasks ?? resolved.tasks,
      phases: made.phases,
    };
  });
  return { stages, findings };
}

const isSame = (a: Finding, b: Finding): boolean => a.code === b.code && a.values.join() === b.values.join();
