import { access } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { Command } from "commander";
import { blindSample } from "../../core/distil/blindSample.js";
import { changedOptions, distilDifference, sievedTrace } from "../../core/distil/distilDifference.js";
import { distilFunnel } from "../../core/distil/distilFunnel.js";
import { distilHistograms } from "../../core/distil/distilHistograms.js";
import { distilLint } from "../../core/distil/distilLint.js";
import type { DistilFinding } from "../../core/distil/distilFinding.js";
import type { DistilOptions } from "../../core/distil/distilOptions.js";
import type { JudgedTrace } from "../../core/distil/judgedTrace.js";
import { judgeTraces } from "../../core/distil/judgeTraces.js";
import { nearestHeldOut } from "../../core/distil/nearestHeldOut.js";
import { nearFindings, nearSummary } from "../../core/distil/nearSummary.js";
import { readEstimate } from "../../core/distil/readEstimate.js";
import { siftTraces } from "../../core/distil/siftTraces.js";
import type { TraceDecision } from "../../core/distil/traceReview.js";
import type { ResolvedConfig } from "../../core/launch/resolvedConfig.js";
import { reviewerName } from "../benchmark/reviewerName.js";
import { textSha } from "../benchmark/textSha.js";
import { decideTraces } from "../distil/decideTraces.js";
import { type DistilExported, exportDistilled } from "../distil/exportDistilled.js";
import { type DistilRead, type ReadDistil, readDistil, readOwnAnswers } from "../distil/readDistil.js";
import { studentOf } from "../distil/studentOf.js";
import { readExportedTraces, readExportManifest } from "../distil/readExported.js";
import { evaluationPaths } from "../evaluation/evaluationPaths.js";
import { type AskedBenchmark, askBenchmark } from "./askBenchmark.js";
import { distillFlags } from "./distillFlags.js";
import type { DistillOutput } from "./distillOutput.js";
import { distilOptionsOf, type DistillOptions, runOf, teacherOptions } from "./distillSettings.js";
import { distillText, distillWarnings } from "./distillText.js";
import { promptsOf } from "./endpointArguments.js";
import { EndWith } from "./endWith.js";
import { evalRunFlags } from "./evalRunFlags.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { UsageError } from "./usageError.js";
import { withInterrupt } from "./withInterrupt.js";

type Distilled = Extract<DistillOutput, { kind: "distilled" }>;
type Evaluated = Extract<AskedBenchmark["result"], { kind: "evaluated" }>;

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const plain = (findings: readonly DistilFinding[]): Distilled["findings"] =>
  findings.map(({ code, level, values }) => ({ code, level, values: [...values] }));

async function lint(folder: string, file: string): Promise<DistillOutput> {
  const manifest = await readExportManifest(folder);
  if (manifest === null)
    throw new ExpectedError(`${folder} has no manifest of traces: --lint wants the folder of an export of them`);
  return { kind: "linted", folder, findings: plain(distilLint(manifest.student, await runOf(file))) };
}

/** What is other now than in an earlier export, by thresholds, decisions or further attempts. */
async function differenceTo(
  folder: string,
  traces: readonly JudgedTrace[],
  thresholds: DistilOptions,
): Promise<NonNullable<Distilled["difference"]>> {
  const earlier = await withInterrupt(signal => readExportedTraces(folder, signal));
  if (earlier === null) throw new ExpectedError(`${folder} is no export of traces: --against wants one`);
  const { gained, lost, moved, same, added, gone } = distilDifference(earlier.traces, traces.map(sievedTrace));
  return {
    ...{ against: folder, options: changedOptions(earlier.options, thresholds).map(one => ({ ...one })) },
    ...{ gained: [...gained], lost: [...lost], moved: moved.length, same, added: added.length, gone: gone.length },
  };
}

function sourceOf(read: DistilRead, folder: string): ReadDistil {
  switch (read.kind) {
    case "read":
      return read;
    case "none":
      throw new ExpectedError(`${folder} has no evaluation.json`);
    case "no-dataset":
      throw new ExpectedError(
        `${read.path}: the benchmark cannot be read (${read.reason}); --dataset says where it is`,
      );
    case "unreadable":
      throw new ExpectedError(`${read.path}: ${read.reason}`);
    case "aborted":
      throw new ExpectedError("stopped");
    default: {
      const never: never = read;
      return never;
    }
  }
}

function exportedOf(result: DistilExported): NonNullable<Distilled["export"]> {
  switch (result.kind) {
    case "exported": {
      const { rows, unfit, tokens, files } = result.manifest;
      const paths = files.map(({ path }) => path).filter(path => !path.startsWith("images/"));
      return { out: result.out, rows, unfit, tokens, files: paths };
    }
    case "taken":
      throw new ExpectedError(
        `${result.out} has other files in it, ${result.example} for one: choose another --export`,
      );
    case "nothing": {
      const why = Object.entries(result.unfit).map(([code, count]) => `${count} ${code}`);
      throw new ExpectedError(`no trace is left to be exported${why.length === 0 ? "" : `: ${why.join(", ")}`}`);
    }
    case "unwritable":
      throw new ExpectedError(`${result.path}: ${result.reason}`);
    case "aborted":
      throw new ExpectedError("stopped; nothing was exported");
    default: {
      const never: never = result;
      return never;
    }
  }
}

interface Judging {
  readonly options: DistillOptions;
  readonly thresholds: DistilOptions;
  readonly next: ResolvedConfig | null;
  readonly version: string;
  readonly output: Output;
}

function showProgress(done: number, total: number): void {
  if (process.stderr.isTTY && (done % 8 === 0 || done === total)) process.stderr.write(`\r${done}/${total}     \r`);
}

/** The traces as filters and persons judge them, and as the filters alone do: persons' decisions are held against these. */
function judgedTraces(source: ReadDistil, thresholds: DistilOptions) {
  const sifted = siftTraces(source, thresholds, textSha);
  const traces = judgeTraces(source, thresholds, sifted);
  const isUntouched = source.decisions.size === 0;
  const untouched = isUntouched ? traces : judgeTraces({ ...source, decisions: new Map() }, thresholds, sifted);
  return { traces, untouched };
}

function decidedOf({ prediction }: JudgedTrace, { decisions }: ReadDistil): TraceDecision["decision"] | null {
  const held = decisions.get(prediction.id);
  return held?.textSha === textSha(prediction.text ?? "") ? held.decision : null;
}

/** Traces to read, without a word of what the filters make of them. */
function sampled(source: ReadDistil, folder: string, each: number, thresholds: DistilOptions): DistillOutput {
  const traces = blindSample(judgedTraces(source, thresholds).untouched, each, thresholds.seed);
  return {
    ...{ kind: "sample", folder },
    traces: traces.map(({ prediction, question, words }) => ({
      ...{ prediction_id: prediction.id, question_id: question.id, task: question.task, image: question.image },
      ...{ question: question.question, hint: question.hint, turns: [...words.turns] },
      options: question.options.map(({ label, text }) => ({ label, text })),
    })),
  };
}

/** Writes a person's decisions down. Throws where there is nothing to decide about. */
async function decide(folder: string, source: ReadDistil, options: DistillOptions, version: string): Promise<boolean> {
  const { accept = [], reject = [], reason = null } = options;
  if (accept.length + reject.length === 0) return false;
  const reviewer = await reviewerName(options.reviewer ?? "", folder);
  const written = { accept, reject, reviewer, reason, blind: false, version, now: Date.now() };
  const unknown = await decideTraces(folder, source, written);
  if (unknown !== null) throw new ExpectedError(`${folder} has no prediction ${unknown}; nothing was written`);
  return true;
}

/** What is made of an evaluation's folder, where nothing is to be asked. */
async function stored(folder: string, dataset: string | null, judging: Judging): Promise<DistillOutput> {
  const { options, thresholds, version } = judging;
  const read = (): Promise<DistilRead> => withInterrupt(signal => readDistil(folder, dataset, signal));
  const source = sourceOf(await read(), folder);
  const hasDecided = await decide(folder, source, options, version);
  const now = hasDecided ? sourceOf(await read(), folder) : source;
  return options.sample === undefined
    ? judged(now, folder, null, judging)
    : sampled(now, folder, options.sample, thresholds);
}

/** Judges what is stored, and writes the rows where a folder for them is named. */
async function judged(
  source: ReadDistil,
  folder: string,
  asked: Distilled["asked"],
  { options, thresholds, next, version, output }: Judging,
): Promise<Distilled> {
  const { traces, untouched } = judgedTraces(source, thresholds);
  const funnel = distilFunnel(traces);
  const read = [...readEstimate(untouched, trace => decidedOf(trace, source))];
  const rows = funnel.rows.map(row => ({ ...row, passRates: [...row.passRates], keptByPass: [...row.keptByPass] }));
  const nearest = nearestHeldOut(source.benchmark);
  const near = nearSummary(traces, nearest);
  const histograms = distilHistograms(traces);
  const told = {
    ...{ kind: "distilled" as const, folder, asked, options: thresholds, funnel: { ...funnel, rows } },
    ...{ histograms: { ...histograms, words: [...histograms.words] }, near },
    difference: options.against === undefined ? null : await differenceTo(resolve(options.against), traces, thresholds),
    ...{ read, damagedLines: source.damaged },
  };
  const known = nearFindings(near);
  const out = options.export;
  if (out === undefined || (asked !== null && asked.stop !== null))
    return { ...told, export: null, findings: plain(known) };
  const student = studentOf(options, source.run, next, (await promptsOf(options.prompts, output)).prompts);
  const work = { source, traces, nearest, funnel, options: thresholds, student, to: options.to, out, version };
  const result = await withInterrupt(signal => exportDistilled({ ...work, signal, onProgress: showProgress }));
  const exported = exportedOf(result);
  const findings = result.kind === "exported" && next !== null ? distilLint(result.manifest.student, next) : [];
  return { ...told, export: exported, findings: plain([...known, ...findings]) };
}

const askedOf = ({ summary, stop }: Evaluated): Distilled["asked"] => ({
  sent: summary.requests,
  answered: Object.values(summary.states).reduce((sum, count) => sum + count, 0),
  stop,
});

function planned(folder: string, { plan }: AskedBenchmark["result"]): DistillOutput {
  const { questions, attempts, done, toAsk, requests, images, promptTokens, completionTokens, cost, leftOut } = plan;
  return {
    ...{ kind: "planned", folder, questions, attempts, done, toAsk, requests, images },
    ...{ promptTokens, completionTokens, cost, leftOut: { ...leftOut } },
  };
}

async function distilled(
  folder: string,
  options: DistillOptions,
  version: string,
  output: Output,
): Promise<DistillOutput> {
  const next = options.for === undefined ? null : await runOf(options.for);
  const judging = { options, thresholds: distilOptionsOf(options), next, version, output };
  const dataset = options.dataset === undefined ? null : resolve(options.dataset);
  if (await isThere(evaluationPaths(folder).run)) return stored(folder, dataset, judging);
  const isAboutAnswers = [options.sample, options.accept, options.reject].some(given => given !== undefined);
  if (options.funnel === true || isAboutAnswers) throw new ExpectedError(`${folder} has no evaluation.json`);
  if (options.model === undefined && options.method === "SFT-S") {
    const read = await withInterrupt(signal => readOwnAnswers(folder, signal));
    return judged(sourceOf(read, folder), folder, null, judging);
  }
  const { result, wishes } = await askBenchmark(folder, teacherOptions(options), version, output);
  if (result.kind === "planned") return planned(wishes.out, result);
  const read = await withInterrupt(signal => readDistil(wishes.out, folder, signal));
  return judged(sourceOf(read, wishes.out), wishes.out, askedOf(result), judging);
}

async function run(place: string, options: DistillOptions, version: string, output: Output): Promise<void> {
  // Images are made on threads of the pool, of which there are four unless it is told before its first use.
  process.env["UV_THREADPOOL_SIZE"] ??= String(Math.max(4, availableParallelism()));
  const folder = resolve(place);
  if (options.lint !== undefined && options.export !== undefined)
    throw new UsageError("--lint looks at an export that is there: leave --export out");
  const value =
    options.lint === undefined ? await distilled(folder, options, version, output) : await lint(folder, options.lint);
  if (options.json === true) output.out(`${JSON.stringify(value)}\n`);
  else for (const line of distillText(value)) output.out(`${printable(line)}\n`);
  for (const line of distillWarnings(value)) output.err(`${printable(`loupe: ${line}`)}\n`);
  if (value.kind === "planned" || value.kind === "sample") return;
  if (value.kind === "distilled" && value.asked !== null && value.asked.stop !== null) throw new EndWith(1);
  if (value.findings.some(({ level }) => level === "error")) throw new EndWith(3);
}

const help = `
FOLDER is a benchmark's, whose training questions are put to a teacher (--model, --endpoint, --out); or an evaluation's,
whose answers are there already: then nothing is asked, and other thresholds cost nothing. With --method SFT-S and without
a teacher the answers are the benchmark's own. Judge open answers with \`loupe eval judge\` first, by two judges. Each trace
is kept or dropped with its reason; --export writes the rows, every trace's reasons (traces.jsonl) and a manifest.
`;

/** `loupe distill FOLDER`: a teacher's answers that can be trained on, each kept or dropped with its reason. */
export function distillCommand(version: string, output: Output): Command {
  const command = new Command("distill")
    .description("make data for supervised training of a teacher's answers, each kept or dropped with its reason")
    .argument("<folder>", "a benchmark, an evaluation, or with --lint an export of traces")
    .option("--endpoint <url>", "address of the teacher's endpoint, e.g. http://localhost:8000/v1")
    .option("--model <name>", "the teacher's name there")
    .option("--out <dir>", "where the teacher's answers are kept")
    .option("--name <name>", "what the evaluation is called, in place of its folder's name");
  return distillFlags(evalRunFlags(command, { split: ["train"], attempts: 4 }))
    .addHelpText("after", help)
    .action((folder: string, options: DistillOptions) => run(folder, options, version, output));
}
