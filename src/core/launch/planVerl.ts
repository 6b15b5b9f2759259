import { chatTemplate } from "./chatTemplate.js";
import type { Finding } from "./finding.js";
import { optionFiles, toolOptions } from "./optionFiles.js";
import type { PlanPieces } from "./planPieces.js";
import { renderPrompts } from "./renderPrompts.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import { rlStrategy } from "./rlStrategy.js";
import type { PlanContext, PlannedFile } from "./runPlan.js";
import { toolsYaml } from "./toolsYaml.js";
import type { TrainingStage } from "./trainingStage.js";
import { trainingStages } from "./trainingStages.js";
import { verlCommand } from "./verlCommand.js";
import { verlCurrent } from "./verlCurrent.js";
import { verlDeepeyes } from "./verlDeepeyes.js";
import { verlFindings } from "./verlFindings.js";
import { verlNotes } from "./verlNotes.js";
import type { VerlOverride } from "./verlOverride.js";
import { verlSettings } from "./verlSettings.js";
import { withExtra } from "./withExtra.js";

/** A run of verl (Table 10 of the paper), in either profile: command, options of the trainer's side, tool and prompts. */
export function planVerl(resolved: ResolvedConfig, context: PlanContext): PlanPieces {
  const { strategy, findings: ofStrategy } = rlStrategy(
    { method: resolved.config.method, strategy: resolved.strategy },
    context.strategies,
  );
  const { stages, findings: ofStages } = trainingStages(resolved, strategy);
  const { overrides, findings: ofExtra } = verlOverrides(resolved, stages);
  const prompts = renderPrompts(resolved.config, context.firstQuestion ?? null);
  const findings: readonly Finding[] = [
    ...ofStrategy,
    ...ofStages,
    ...verlFindings(resolved, stages, prompts),
    ...ofExtra,
    ...textFindings(resolved, context),
    ...verlNotes(resolved, context, stages),
  ];
  return {
    files: filesOf(resolved, context, stages, overrides),
    stages: stages.map(({ name, folder, steps, warmSteps }) => ({ name, folder, steps, warmSteps })),
    settings: verlSettings(resolved),
    prompts,
    findings,
  };
}

/** What verl is told, the configuration's own keys included. */
export function verlOverrides(
  resolved: ResolvedConfig,
  stages: readonly TrainingStage[],
): ReturnType<typeof withExtra> {
  const steps = Math.max(0, ...stages.map(stage => stage.steps));
  const isFork = resolved.config.engine === "verl-deepeyes";
  return withExtra(isFork ? verlDeepeyes(resolved, steps) : verlCurrent(resolved, steps), resolved.config);
}

function filesOf(
  resolved: ResolvedConfig,
  context: PlanContext,
  stages: readonly TrainingStage[],
  overrides: readonly VerlOverride[],
): readonly PlannedFile[] {
  const { method, engine } = resolved.config;
  const hasLoopOfVerl = method === "RARL" && engine === "verl-current";
  const tool = toolOptions(resolved);
  return [
    file("command.sh", verlCommand(resolved, context, stages, overrides), true),
    ...(hasLoopOfVerl ? [file("tools.yaml", toolsYaml(tool)), file("chat_template.jinja", chatTemplate)] : []),
    ...optionFiles(resolved, context, stages),
    ...trainerFiles(context, method === "RARL"),
    ...(engine === "verl-deepeyes" ? metricsFiles(context) : []),
    ...(context.resumeFrom === null ? [] : [file("resume-from", `${context.resumeFrom}\n`)]),
  ];
}

/** Vanilla RL gets no tool, nowhere. */
const trainerFiles = ({ trainer }: PlanContext, isRegionAware: boolean): readonly PlannedFile[] =>
  Object.entries(trainer)
    .filter(([name]) => name.startsWith("zoom_") && name.endsWith(".py"))
    .filter(([name]) => isRegionAware || name !== "zoom_tool.py")
    .map(([name, text]) => file(`trainer/${name}`, text));

const metricsFiles = ({ trainer }: PlanContext): readonly PlannedFile[] =>
  Object.entries(trainer)
    .filter(([name]) => name === "console_metrics.py")
    .map(([name, text]) => file(`trainer/${name}`, text));

/** OmegaConf reads `${` as a reference, and verl resolves twice, so that no way of writing it survives. */
function textFindings({ config }: ResolvedConfig, { data }: PlanContext): readonly Finding[] {
  const texts: readonly (readonly [string, string])[] = [
    ["model.path", config.model.path],
    ["data.train", data.train],
    ["data.validation", data.validation ?? ""],
    ...Object.entries(config.extra).map(([key, value]) => [`extra.${key}`, String(value)] as const),
  ];
  return texts
    .filter(([, text]) => text.includes("${"))
    .map(([key]): Finding => ({ level: "error", code: "text-reference", values: [key], key }));
}

const file = (path: string, text: string, isExecutable = false): PlannedFile => ({ path, text, isExecutable });
