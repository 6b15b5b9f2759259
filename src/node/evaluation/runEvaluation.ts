import { access, mkdir } from "node:fs/promises";
import { dumpSpace } from "../../core/evaluation/dumpSpace.js";
import type { EvaluationRun } from "../../core/evaluation/evaluationRun.js";
import { movedRun } from "../../core/evaluation/movedRun.js";
import type { RunFinding } from "../../core/evaluation/runFinding.js";
import type { ChatClient } from "../endpoint/chatClient.js";
import { markWriter } from "../simulate/writerMark.js";
import { defaultAtOnce, evaluationClient } from "./evaluationClient.js";
import type { EvaluationOptions } from "./evaluationOptions.js";
import { hostOf } from "./evaluationRunOf.js";
import { evaluationPaths } from "./evaluationPaths.js";
import type { EvaluationResult } from "./evaluationResult.js";
import { EvaluationTally } from "./evaluationTally.js";
import { EvaluationWork } from "./evaluationWork.js";
import { attemptKey } from "./knownAttempts.js";
import { LineFile } from "./lineFile.js";
import { lookAtEvaluation, type LookedAt } from "./lookAtEvaluation.js";
import { probeEndpoint } from "./probeEndpoint.js";
import { plannedImages, QuestionImages } from "./questionImages.js";
import { writeEvaluationRun } from "./readEvaluationRun.js";
import { openDump } from "./rolloutDump.js";
import { runFindings } from "./runFindings.js";
import { serverInfo } from "./serverInfo.js";
import { writeInputs } from "./writeInputs.js";

/** Attempts whose images are made while others wait for an answer. */
const ahead = 2;

/** Images of the largest request: those of a question, and a crop for each turn but the last. */
function mostImages({ items }: LookedAt, { settings }: EvaluationOptions): number {
  const planned = items.map(
    ({ question, page }) => plannedImages(question, page, settings.input, settings.image).length,
  );
  return planned.reduce((most, count) => Math.max(most, count), 1) + ((settings.tools?.maxTurns ?? 1) - 1);
}

interface Ready {
  readonly client: ChatClient;
  readonly damaged: number;
  readonly findings: readonly RunFinding[];
  readonly server: EvaluationRun["model"]["server"];
}

/** Sees whether the endpoint can do what the run needs. */
async function readied(
  looked: LookedAt,
  options: EvaluationOptions,
  tally: EvaluationTally,
): Promise<Ready | EvaluationResult> {
  const { out, endpoint, settings, signal, probes, onProgress } = options;
  const hostsBefore = new Set(looked.run.model.moves?.map(({ from }) => from));
  const opened = await evaluationClient(out, looked.wanted.wanted.length, endpoint, hostsBefore);
  if (!probes) return { ...opened, findings: [], server: looked.run.model.server };
  onProgress(progressOf("probe", 0, null, tally));
  const [probed, server] = await Promise.all([
    probeEndpoint({
      ...{ client: opened.client, settings, offer: looked.offer, images: mostImages(looked, options), signal },
      onResult: result => tally.result(result, opened.client.costOf(result, settings.model)),
    }),
    serverInfo(endpoint.endpoint, await endpoint.key(), signal),
  ]);
  if (probed.kind === "cancelled") return { kind: "aborted" };
  const { findings } = probed;
  if (findings.some(({ level }) => level === "error")) return { kind: "unfit", findings };
  return { ...opened, findings, server: server === null ? looked.run.model.server : { ...server } };
}

function progressOf(phase: "look" | "probe" | "ask", done: number, total: number | null, tally: EvaluationTally) {
  const { promptTokens, completionTokens, cost, states } = tally.summary();
  return { phase, done, total, failed: states.failed, promptTokens, completionTokens, cost };
}

const merged = (before: unknown, now: readonly RunFinding[]): readonly RunFinding[] => {
  const old = Array.isArray(before) ? (before as readonly RunFinding[]) : [];
  return [...old.filter(({ code }) => now.every(one => one.code !== code)), ...now];
};

/** Opens the files, asks, and closes them whatever happens. */
async function asked(
  looked: LookedAt,
  options: EvaluationOptions,
  run: EvaluationRun,
  client: ChatClient,
): Promise<EvaluationWork> {
  const { out, dataset, settings, endpoint, strategy, isFresh, signal, now, onProgress } = options;
  const { wanted } = looked.wanted;
  const line = { step: settings.checkpoint?.step ?? 0, space: dumpSpace(run), strategy };
  const again = new Set(wanted.map(({ item, attempt }) => attemptKey(item.question.id, attempt)));
  const questions = new Map(looked.items.map(({ question }) => [question.id, question]));
  const dump = await openDump(out, looked.known, again, questions, { ...line, isOutdated: looked.isRescored });
  const predictions = await LineFile.open(evaluationPaths(out).predictions);
  try {
    let done = 0;
    const work = new EvaluationWork({
      ...{ runId: run.id, wanted, predictions, dump, line, signal, now },
      asking: {
        ...{ settings, offer: looked.offer, client, isFresh, currency: endpoint.prices?.currency ?? "" },
        images: new QuestionImages(dataset, settings.input, settings.image),
      },
      workers: Math.min(wanted.length, (endpoint.atOnce ?? defaultAtOnce).most + ahead),
      onDone: tally => onProgress(progressOf("ask", ++done, wanted.length, tally)),
    });
    await work.run();
    return work;
  } finally {
    await predictions.close();
    await dump.close();
  }
}

function endedRun(run: EvaluationRun, { tally, stop }: EvaluationWork, findings: readonly RunFinding[], now: number) {
  const { models, provider } = tally;
  const returned = [...new Set([...run.model.returned, ...models])];
  return {
    ...run,
    model: { ...run.model, returned, provider: provider ?? run.model.provider },
    ended: stop === null ? new Date(now).toISOString() : null,
    findings,
  };
}

/** Asks what is left, in a folder that nobody else writes to. */
async function goOn(looked: LookedAt, options: EvaluationOptions): Promise<EvaluationResult> {
  const { out, dataset, settings, now } = options;
  const probing = new EvaluationTally();
  const ready = await readied(looked, options, probing);
  if ("kind" in ready) return ready;
  const run: EvaluationRun = { ...looked.run, model: { ...looked.run.model, server: ready.server }, ended: null };
  await writeInputs(out, dataset, run, looked.items, looked.hasChanged);
  await writeEvaluationRun(out, run);
  const work = await asked(looked, options, run, ready.client);
  const { tally, lint, stop } = work;
  const found = [...ready.findings, ...lint.findings(), ...runFindings(settings.model, tally)];
  const findings = merged(run["findings"], found);
  const ended = endedRun(run, work, findings, now());
  await writeEvaluationRun(out, ended);
  const { plan } = looked;
  const damaged = looked.known.damaged + ready.damaged;
  return { kind: "evaluated", plan, run: ended, summary: tally.summary(), findings, stop, damaged };
}

/** Everything was asked before: what a crash may have left undone is made up, and nothing is sent. */
async function complete(looked: LookedAt, options: EvaluationOptions): Promise<EvaluationResult> {
  const { out, dataset, settings, strategy, now } = options;
  const { plan, known } = looked;
  const isEnded = looked.run.ended !== null && !looked.hasChanged && !looked.isRescored;
  const run = isEnded ? looked.run : { ...looked.run, ended: looked.run.ended ?? new Date(now()).toISOString() };
  const line = { step: settings.checkpoint?.step ?? 0, space: dumpSpace(run), strategy };
  const questions = new Map(looked.items.map(({ question }) => [question.id, question]));
  await writeInputs(out, dataset, run, looked.items, looked.hasChanged);
  const outdated = { ...line, isOutdated: looked.isRescored || looked.hasChanged };
  await (await openDump(out, known, new Set(), questions, outdated)).close();
  if (!isEnded) await writeEvaluationRun(out, run);
  const summary = new EvaluationTally().summary();
  return { kind: "evaluated", plan, run, summary, findings: [], stop: null, damaged: known.damaged };
}

/** As it is asked from now on. */
function atAddress(looked: LookedAt, { endpoint, now }: EvaluationOptions): LookedAt {
  if (!looked.isMoved) return looked;
  return { ...looked, run: movedRun(looked.run, hostOf(endpoint.endpoint), new Date(now()).toISOString()) };
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Folders that this process evaluates into: its own mark keeps only other processes out. */
const ownFolders = new Set<string>();

async function evaluated(options: EvaluationOptions): Promise<EvaluationResult> {
  if (ownFolders.has(options.out)) return { kind: "busy", pid: process.pid };
  ownFolders.add(options.out);
  try {
    return await evaluatedAlone(options);
  } finally {
    ownFolders.delete(options.out);
  }
}

async function evaluatedAlone(options: EvaluationOptions): Promise<EvaluationResult> {
  // What is read of a folder holds only while nobody else writes to it.
  const first = (await isThere(options.out)) ? null : await lookAtEvaluation(options);
  if (first !== null && first.kind !== "looked") return first;
  await mkdir(options.out, { recursive: true });
  const mark = await markWriter(options.out);
  if (mark.kind === "busy") return mark;
  try {
    const looked = first ?? (await lookAtEvaluation(options));
    if (looked.kind !== "looked") return looked;
    if (looked.wanted.wanted.length === 0) return await complete(looked, options);
    return await goOn(atAddress(looked, options), options);
  } finally {
    mark.release();
  }
}

/**
 * Asks a model a benchmark's questions, and keeps every attempt in a folder as it ends: predictions, the requests that
 * they took, and a dump by which they open as rollouts. A run that ended is gone on with by starting it again: nothing
 * that was answered is asked twice. A folder whose answers were asked for in another way is refused, with what differs.
 */
export async function runEvaluation(options: EvaluationOptions): Promise<EvaluationResult> {
  options.onProgress(progressOf("look", 0, null, new EvaluationTally()));
  try {
    if (!options.isDryRun) return await evaluated(options);
    const looked = await lookAtEvaluation(options);
    return looked.kind === "looked" ? { kind: "planned", plan: looked.plan } : looked;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && "syscall" in error)) throw error;
    return { kind: "unreadable", path: options.out, reason: error.message };
  }
}
