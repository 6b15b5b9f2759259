import { knownStrategies } from "../reward/knownStrategies.js";
import type { Strategy } from "../reward/strategy.js";
import { defaultMiniatureOptions } from "../simulate/miniature/miniatureOptions.js";
import { miniatureCommand, strategyFile } from "./miniatureCommand.js";
import { miniatureFindings, ownCodeFinding } from "./miniatureFindings.js";
import { plannedMiniature } from "./plannedMiniature.js";
import { miniatureSettings } from "./miniatureSettings.js";
import type { PlanPieces } from "./planPieces.js";
import { rlStrategy } from "./rlStrategy.js";
import type { MiniatureConfig } from "./runConfig.js";
import type { PlanContext, PlannedFile } from "./runPlan.js";
import { runStrategy } from "./runStrategy.js";
import { trainingPhases } from "./trainingPhases.js";

/** A run of the miniature: the command that our own program is started with, and what the viewer finds its questions by. */
export function planMiniature(config: MiniatureConfig, context: PlanContext): PlanPieces {
  const { strategy, findings } = paidBy(config, context);
  const {
    steps,
    warmSteps,
    findings: ofPhases,
  } = trainingPhases(strategy, {
    steps: config.hyper.steps ?? defaultMiniatureOptions.steps,
    stepsIncludeWarmStart: config.stepsIncludeWarmStart,
    skipsWarmStart: false,
  });
  // Steps that no segment holds are told with all that the strategy lacks.
  const unreached = ofPhases.filter(({ code }) => code === "phase-unreached");
  const options = plannedMiniature(config, steps);
  const own = ownStrategy(strategy, context);
  const order = { config, options, strategy: strategy.id, hasStrategyFile: own !== null };
  return {
    files: [
      file("command.sh", miniatureCommand(order, context), true),
      file("loupe.json", viewerFile(own)),
      ...(own === null ? [] : [file(strategyFile, `${JSON.stringify([own], null, 2)}\n`)]),
      ...(context.resumeFrom === null ? [] : [file("resume-from", `${context.resumeFrom}\n`)]),
    ],
    stages: [{ name: "main", folder: "out", steps, warmSteps }],
    settings: miniatureSettings(options),
    prompts: null,
    findings: [...findings, ...unreached, ...miniatureFindings(config, { options, strategy }, context)],
  };
}

/** As for every trainer, and of a strategy that is somebody's program why it cannot pay. */
function paidBy(config: MiniatureConfig, { strategies, ownCode = [] }: PlanContext): ReturnType<typeof rlStrategy> {
  const written = runStrategy(config);
  const read = rlStrategy({ method: config.method, strategy: written }, strategies);
  const id = written?.value.split("@")[0];
  const program = ownCode.find(one => one.id === id);
  const isUnknown = read.findings.some(({ code }) => code === "unknown-strategy");
  return program === undefined || !isUnknown ? read : { ...read, findings: [ownCodeFinding(program.id, program.file)] };
}

/** The strategy that a run's is made of, where it is one of the settings: our program on the host has none of these. */
function ownStrategy({ id }: Strategy, { strategies }: PlanContext): Strategy | null {
  const [base] = id.split("@");
  const isOwn = strategies.some(one => one.id === base);
  return isOwn ? (knownStrategies(strategies).find(one => one.id === base) ?? null) : null;
}

/** `loupe.json` of the run folder: what is made lies in `out`, and names of pages count from there. */
function viewerFile(own: Strategy | null): string {
  const config = {
    $comment: "Pages, questions and policy of this run are simulated.",
    datasets: ["out/questions.jsonl"],
    imageRoots: ["out"],
    // Sides of drawn pages are no multiples of 28, so that a guess would be a wrong one.
    space: "page",
    ...(own === null ? {} : { strategies: [own] }),
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

const file = (path: string, text: string, isExecutable = false): PlannedFile => ({ path, text, isExecutable });
