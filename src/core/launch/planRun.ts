import { environmentFile } from "./environmentFile.js";
import { isVerl } from "./engineId.js";
import type { Finding, FindingLevel } from "./finding.js";
import { launcherFindings } from "./launcherFindings.js";
import { planMiniature } from "./planMiniature.js";
import type { PlanPieces } from "./planPieces.js";
import { planSft } from "./planSft.js";
import { planVerl } from "./planVerl.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import { resolveConfig } from "./resolveConfig.js";
import type { RunConfig, TrainerConfig } from "./runConfig.js";
import type { PlanContext, PlannedSetting, RunPlan } from "./runPlan.js";
import { withLauncher } from "./withLauncher.js";

const order: readonly FindingLevel[] = ["error", "warning", "good", "note"];

/**
 * Everything that a launch of a configuration would do, made without touching anything. A configuration that cannot work is
 * planned as far as it goes: its findings of level `error` forbid the launch.
 */
export function planRun(config: RunConfig, context: PlanContext): RunPlan {
  const pieces = config.engine === "miniature" ? planMiniature(config, context) : planTrainer(config, context);
  const found = [...pieces.findings, ...launcherFindings(config), ...paperNotes(pieces.settings)];
  const files = [...pieces.files, { path: "env.sh", text: environmentFile(config), isExecutable: false }];
  return {
    runId: context.runId,
    config,
    files: withLauncher(files, config, context),
    stages: pieces.stages,
    settings: pieces.settings,
    prompts: pieces.prompts,
    findings: found.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level)),
  };
}

function planTrainer(config: TrainerConfig, context: PlanContext): PlanPieces {
  const resolved = resolveConfig(config);
  const pieces = isVerl(config.engine) ? planVerl(resolved, context) : planSft(resolved, context);
  return { ...pieces, findings: [...familyFindings(resolved), ...pieces.findings, ...unusedFindings(config)] };
}

function unusedFindings({ simulate, engine }: TrainerConfig): readonly Finding[] {
  if (simulate === undefined) return [];
  return [{ level: "warning", code: "unused-key", values: ["simulate", engine], key: "simulate" }];
}

function familyFindings({ config, family }: ResolvedConfig): readonly Finding[] {
  if ((family === "rl") === isVerl(config.engine)) return [];
  const others = family === "rl" ? "verl-current or verl-deepeyes" : "llama-factory";
  return [{ level: "error", code: "engine-method", values: [config.engine, config.method, others], key: "engine" }];
}

/** What differs from the paper is marked. */
const paperNotes = (settings: readonly PlannedSetting[]): readonly Finding[] =>
  settings.flatMap(({ key, value, paper, isPaper }): readonly Finding[] =>
    paper === null || isPaper ? [] : [{ level: "note", code: "differs-from-paper", values: [key, value, paper], key }],
  );
