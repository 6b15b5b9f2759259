import { setImmediate as otherWork, setTimeout as wait } from "node:timers/promises";
import { builtInStrategies } from "../../core/reward/builtInStrategies.js";
import type { Strategy } from "../../core/reward/strategy.js";
import type { Glyphs } from "../../core/simulate/glyphs.js";
import type { Miniature, MiniatureFigures } from "../../core/simulate/miniature/miniature.js";
import { defaultMiniatureOptions, type MiniatureOptions } from "../../core/simulate/miniature/miniatureOptions.js";
import { openMiniature } from "../../core/simulate/miniature/openMiniature.js";
import { policyNames } from "../../core/simulate/miniature/policyLayout.js";
import { readMiniatureOptions } from "../../core/simulate/miniature/readMiniatureOptions.js";
import { strategyProblem } from "../../core/simulate/miniature/strategyProblem.js";
import { inPieces } from "../sample/inPieces.js";
import { readGlyphs } from "../sample/readGlyphs.js";
import { hasRollouts } from "./hasRollouts.js";
import { isMiniatureFolder } from "./isMiniatureFolder.js";
import { isSameJson } from "./isSameJson.js";
import { checkpointSteps, lastCheckpoint, type MiniatureCheckpoint } from "./miniatureCheckpoint.js";
import type { MiniaturePace } from "./miniaturePace.js";
import { miniaturePaths, type MiniaturePaths } from "./miniaturePaths.js";
import { readMiniatureRequest, type MiniatureRequest } from "./miniatureRequest.js";
import { MiniatureWriter, type WriteDump } from "./miniatureWriter.js";
import { clearMiniature, rewindMiniature } from "./rewindMiniature.js";
import { runDisk, type RunDisk } from "./runDisk.js";
import { markWriter } from "./writerMark.js";
import { withoutKey } from "./withoutKey.js";

export interface MiniatureRunOptions {
  /** The run's folder. */
  readonly out: string;
  /** What a person asked for; the rest is as the run in the folder has it, else the default. */
  readonly options: Partial<MiniatureOptions>;
  /** Null: that of the run in the folder, else the two-phase strategy. */
  readonly strategy: Strategy | null;
  readonly pace: MiniaturePace;
  /** `glyphs.json` of the build. */
  readonly glyphsFile: string;
  /** Aborted, the step that is being written is finished and a checkpoint of it made. */
  readonly signal?: AbortSignal | undefined;
  /** Called before the first step: the step it goes on from, and its last one. */
  readonly onStart?: ((from: number, steps: number) => void) | undefined;
  readonly onStep?: ((step: number, figures: MiniatureFigures) => void) | undefined;
  readonly disk?: RunDisk | undefined;
  /** Steps from one checkpoint to the next. */
  readonly checkpointEvery?: number | undefined;
}

export type MiniatureRunResult =
  /** `from`: the checkpoint that it went on from, 0 without one; `step`: the last one written. */
  | {
      readonly kind: "written";
      readonly run: string;
      readonly from: number;
      readonly step: number;
      readonly steps: number;
    }
  /** The folder holds something that no earlier call wrote; it is left alone. */
  | { readonly kind: "occupied"; readonly path: string }
  | { readonly kind: "no-glyphs"; readonly path: string }
  /** Another process of this machine writes this run. */
  | { readonly kind: "busy"; readonly path: string; readonly pid: number }
  /**
   * What is there cannot be gone on with: another version wrote it, or it is damaged. None of its checkpoints can be read,
   * what it was asked for cannot, or that is nothing that can be trained.
   */
  | { readonly kind: "unreadable"; readonly path: string }
  /** The run was made with other options or another strategy. */
  | { readonly kind: "differs"; readonly path: string; readonly differences: readonly MiniatureDifference[] }
  /** The strategy pays by how many of a question's rollouts call, and there is one rollout a question. */
  | { readonly kind: "no-rate"; readonly path: string }
  /** After `step` the policy had numbers that are none: neither that step nor a checkpoint of it was written. */
  | { readonly kind: "diverged"; readonly path: string; readonly step: number }
  | { readonly kind: "fewer-steps"; readonly path: string; readonly step: number; readonly steps: number };

/** An option, or "strategy", as the run has it and as it was asked for; as JSON, a strategy by its id. */
export interface MiniatureDifference {
  readonly name: string;
  readonly written: string;
  readonly asked: string;
}

const checkpointSpacing = 10;

/**
 * Trains a miniature and writes it as a run, or goes on with the run in the folder from its last checkpoint; what was
 * written after that is written again with the same bytes. Rejects when the disk does.
 */
export async function runMiniature(asked: MiniatureRunOptions): Promise<MiniatureRunResult> {
  const paths = miniaturePaths(asked.out);
  if (!(await isMiniatureFolder(paths))) return { kind: "occupied", path: paths.run };
  const glyphs = await readGlyphs(asked.glyphsFile);
  if (glyphs === null) return { kind: "no-glyphs", path: asked.glyphsFile };
  await (asked.disk ?? runDisk).makeFolder(paths.run);
  const mark = await markWriter(paths.run);
  if (mark.kind === "busy") return { kind: "busy", path: paths.run, pid: mark.pid };
  try {
    return await runMarked(paths, glyphs, asked);
  } finally {
    mark.release();
  }
}

async function runMarked(
  paths: MiniaturePaths,
  glyphs: Glyphs,
  asked: MiniatureRunOptions,
): Promise<MiniatureRunResult> {
  const found = { checkpoint: await lastCheckpoint(paths), request: await readMiniatureRequest(paths) };
  const problem = await resumeProblem(paths, found, asked);
  if (problem !== null) return problem;
  const miniature = openRun(found, asked);
  if (typeof miniature === "string") return { kind: miniature, path: paths.run };
  const { step: from } = miniature.state();
  const writer = new MiniatureWriter(asked.disk ?? runDisk, paths, miniature, glyphs);
  await prepare(writer, paths, from, asked);
  asked.onStart?.(from, miniature.options.steps);
  const { step, isDiverged } = await writeSteps(writer, miniature, asked);
  if (isDiverged) return { kind: "diverged", path: paths.run, step: step + 1 };
  return { kind: "written", run: paths.run, from, step, steps: miniature.options.steps };
}

/** What a run's folder says of it, each null where it cannot be read. */
interface FoundRun {
  readonly checkpoint: MiniatureCheckpoint | null;
  readonly request: MiniatureRequest | null;
}

async function resumeProblem(
  paths: MiniaturePaths,
  { checkpoint, request }: FoundRun,
  { options, strategy }: MiniatureRunOptions,
): Promise<Exclude<MiniatureRunResult, { kind: "written" }> | null> {
  const path = paths.run;
  const isReadable = checkpoint === null || isSameJson(checkpoint.parameters, policyNames);
  if (!isReadable || (checkpoint === null && (await checkpointSteps(paths)).length > 0))
    return { kind: "unreadable", path };
  // A run that nobody saved yet is no less a run: it begins again as what it was.
  if (checkpoint === null && !(await hasRollouts(paths))) return null;
  const written = checkpoint ?? request;
  // Without its request nobody knows how many steps a checkpoint is of.
  if (written === null || (request === null && options.steps === undefined)) return { kind: "unreadable", path };
  const differences = differencesOf(written, options, strategy);
  if (differences.length > 0) return { kind: "differs", path, differences };
  if (checkpoint === null) return null;
  const { step } = checkpoint.state;
  if (options.steps !== undefined && options.steps < step)
    return { kind: "fewer-steps", path, step, steps: options.steps };
  return null;
}

function differencesOf(
  run: MiniatureCheckpoint | MiniatureRequest,
  options: Partial<MiniatureOptions>,
  strategy: Strategy | null,
): readonly MiniatureDifference[] {
  const written: Readonly<Record<string, unknown>> = run.options;
  const others = Object.entries(withoutKey(options, "steps"))
    .filter(([name, value]) => !isSameJson(value, written[name] ?? null))
    .map(([name, value]) => ({ name, written: JSON.stringify(written[name]), asked: JSON.stringify(value) }));
  if (strategy === null || isSameJson(withoutKey(strategy, "own"), run.strategy)) return others;
  return [{ name: "strategy", written: run.strategy.id, asked: strategy.id }, ...others];
}

function defaultStrategy(): Strategy {
  const strategy = builtInStrategies.find(({ id }) => id === "two-phase");
  if (strategy === undefined) throw new RangeError("no strategy two-phase");
  return strategy;
}

/** `unreadable`: files of the run ask for what cannot be trained; what a person asks for is checked before. */
function openRun({ checkpoint, request }: FoundRun, asked: MiniatureRunOptions): Miniature | "unreadable" | "no-rate" {
  const options: MiniatureOptions = {
    ...defaultMiniatureOptions,
    ...request?.options,
    ...checkpoint?.options,
    ...asked.options,
  };
  const steps = Math.max(options.steps, checkpoint?.state.step ?? 0);
  const strategy = checkpoint?.strategy ?? asked.strategy ?? request?.strategy ?? defaultStrategy();
  const problem = strategyProblem(strategy, options)?.code;
  if (problem === "no-rate") return problem;
  if (problem !== undefined || readMiniatureOptions(options).kind === "problem") return "unreadable";
  return openMiniature({ ...options, steps }, strategy, checkpoint?.state);
}

const keepsEvery =
  ({ checkpointEvery = checkpointSpacing }: MiniatureRunOptions) =>
  (step: number) =>
    step % checkpointEvery === 0;

async function prepare(
  writer: MiniatureWriter,
  paths: MiniaturePaths,
  from: number,
  asked: MiniatureRunOptions,
): Promise<void> {
  const disk = asked.disk ?? runDisk;
  if (from === 0) {
    await clearMiniature(disk, paths);
    await writer.writeStart();
  } else {
    await rewindMiniature(disk, paths, from, keepsEvery(asked));
    await writer.writeRequest();
  }
}

/** `step`: the last one that was written. */
async function writeSteps(
  writer: MiniatureWriter,
  miniature: Miniature,
  asked: MiniatureRunOptions,
): Promise<{ readonly step: number; readonly isDiverged: boolean }> {
  const { signal, onStep } = asked;
  const isKept = keepsEvery(asked);
  const { steps } = miniature.options;
  let { step } = miniature.state();
  let saved = step;
  while (step < steps && signal?.aborted !== true) {
    // A signal, or a message to stop, gets its turn.
    await otherWork();
    const write = await dumpWriter(step + 1, asked);
    // Whoever stops a run while it waits wants no further step.
    if (isStopped(signal)) break;
    const trained = await writer.writeStep(write);
    if (trained === null) return { step, isDiverged: true };
    step = trained.step;
    onStep?.(step, trained.figures);
    if (!isKept(step)) continue;
    await writer.writeCheckpoint(isKept);
    saved = step;
  }
  if (step > saved) await writer.writeCheckpoint(isKept);
  return { step, isDiverged: false };
}

const isStopped = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;

/** Ends early when the signal is aborted. */
async function pause(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  await wait(1000 * seconds, undefined, { signal }).catch(() => undefined);
}

/**
 * How the dumps of a step are written. Live, after a pause, as verl from 0.8 on does: the file is there, empty, then it
 * grows, and what a reader finds at its end is mostly a torn line.
 */
async function dumpWriter(step: number, { pace, signal, disk = runDisk }: MiniatureRunOptions): Promise<WriteDump> {
  if (pace.kind === "fast" || step < pace.liveFrom) return (file, text) => disk.write(file, text);
  const { secondsPerStep } = pace;
  await pause(0.4 * secondsPerStep, signal);
  return async (file, text) => {
    await disk.write(file, "");
    const slowly = (pieces: number) => pause((0.6 * secondsPerStep) / pieces, signal);
    await inPieces(Buffer.from(text), slowly, piece => disk.append(file, piece));
  };
}
