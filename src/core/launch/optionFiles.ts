import type { LoupeConfig } from "../dataset/loupeConfig.js";
import { defaultResizeLimits } from "../page/resizeLimits.js";
import { strategyHash } from "../reward/strategyHash.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import type { PlanContext, PlannedFile } from "./runPlan.js";
import { systemPrompt } from "./systemPrompt.js";
import type { DatasetOptions, PhaseOptions, ToolOptions } from "./trainerOptions.js";
import type { TrainingPhase } from "./trainingPhase.js";
import type { TrainingStage } from "./trainingStage.js";
import { userPrompts } from "./userPrompts.js";
import { zoomToolName } from "./zoomToolText.js";

/** What the zoom tool is told; also where it is not used, since the reward recomputes by its rule. */
export function toolOptions(resolved: ResolvedConfig): ToolOptions {
  return { ...gridOf(resolved), name: zoomToolName, rule: ruleOf(resolved) };
}

/** The files of `trainerOptions.ts`. One grid for the page, the tool and the reward, or boxes would be meant in another. */
export function optionFiles(
  resolved: ResolvedConfig,
  context: PlanContext,
  stages: readonly TrainingStage[],
): readonly PlannedFile[] {
  const isRegionAware = resolved.config.method === "RARL";
  return [
    json("loupe.json", readerOptions(resolved)),
    ...(isRegionAware ? [json("options/tool.json", toolOptions(resolved))] : []),
    ...stages.flatMap(stage => [
      json(`options/${stage.name}/dataset.json`, datasetOptions(resolved, context, stage)),
      ...stage.phases.map(phase =>
        json(`options/${stage.name}/${phase.name}.json`, phaseOptions(resolved, stage, phase)),
      ),
    ]),
  ];
}

/** What the reader is told, whatever its defaults are: our tool counts in pixels of the page as the model sees it. */
function readerOptions(resolved: ResolvedConfig): LoupeConfig {
  const { maxPixels, minPixels, factor } = gridOf(resolved);
  return { space: "model", resize: { minPixels, maxPixels, factor } };
}

function datasetOptions(resolved: ResolvedConfig, { data }: PlanContext, stage: TrainingStage): DatasetOptions {
  return {
    ...gridOf(resolved),
    systemPrompt: systemPrompt(resolved.config),
    taskKinds: [...stage.tasks],
    prompts: Object.fromEntries(userPrompts),
    imagesRoot: data.images,
    validationFile: data.validation,
    tool: resolved.config.method === "RARL" ? zoomToolName : null,
  };
}

function phaseOptions(resolved: ResolvedConfig, stage: TrainingStage, { name, rule }: TrainingPhase): PhaseOptions {
  return {
    ...gridOf(resolved),
    tool: resolved.config.method === "RARL" ? zoomToolName : null,
    toolRule: ruleOf(resolved),
    stage: stage.name,
    phase: name,
    strategyHash: strategyHash(rule),
    rule: {
      strategy: rule.strategy,
      terms: rule.terms.map(({ part, weight, when }) => ({ part, weight, when: [...when] })),
      options: rule.options,
      seed: rule.seed,
    },
  };
}

const gridOf = ({
  config,
  maxPixels,
  minPixels,
}: ResolvedConfig): Pick<ToolOptions, "profile" | "maxPixels" | "minPixels" | "factor"> => ({
  profile: config.engine,
  maxPixels: maxPixels.value,
  minPixels: minPixels.value,
  factor: defaultResizeLimits.factor,
});

const ruleOf = ({ config }: ResolvedConfig): "verl" | "deepeyes" =>
  config.engine === "verl-deepeyes" ? "deepeyes" : "verl";

const json = (path: string, value: unknown): PlannedFile => ({
  ...{ path, isExecutable: false },
  text: `${JSON.stringify(value, null, 2)}\n`,
});
