import { judgePrompt } from "../../../core/evaluation/judge/judgePrompt.js";
import { judgeReport } from "../../../core/evaluation/judge/judgeReport.js";
import { againId, type JudgeSet } from "../../../core/evaluation/judge/judgeSet.js";
import { type JudgeWork, judgeWork } from "../../../core/evaluation/judge/judgeWork.js";
import { textSha } from "../../benchmark/textSha.js";
import { costOf } from "../../endpoint/priceTable.js";
import { defaultAtOnce, evaluationClient } from "../evaluationClient.js";
import { evaluationPaths } from "../evaluationPaths.js";
import type { EvaluationStop } from "../evaluationResult.js";
import { hostOf } from "../evaluationRunOf.js";
import { EvaluationTally } from "../evaluationTally.js";
import { LineFile } from "../lineFile.js";
import type { JudgeAsking } from "./askJudge.js";
import type { JudgeOptions, JudgeProgress } from "./judgeOptions.js";
import type { JudgePlan, JudgeResult } from "./judgeResult.js";
import { JudgeRound } from "./judgeRound.js";
import { judgeSetFor, writeJudgeSet } from "./judgeSetStore.js";
import { type JudgedEvaluation, readJudged, readVerdicts } from "./readJudged.js";
import { tryCanaries } from "./tryCanaries.js";

/** A token is about four characters of English. */
const charactersOfToken = 4;

interface Counts {
  judged: number;
  failed: number;
}

const workOf = (evaluation: JudgedEvaluation, set: string, share: number, among?: string): JudgeWork =>
  judgeWork(evaluation.predictions, evaluation.questions, evaluation.verdicts, {
    ...{ set, share, textSha },
    ...(among === undefined ? {} : { among }),
  });

/** Answers that are judged twice at the end, counted before any of them is judged once. */
function againOf(evaluation: JudgedEvaluation, set: string, { again }: JudgeOptions): number {
  const { tasks } = workOf(evaluation, againId(set), again);
  return again === 0 ? 0 : tasks.length;
}

function planOf(evaluation: JudgedEvaluation, set: JudgeSet, work: JudgeWork, options: JudgeOptions): JudgePlan {
  const { settings, endpoint } = options;
  let characters = 0;
  for (const { item } of work.tasks) {
    const rendered = judgePrompt(set.template, set.salt, item);
    if (rendered.kind === "rendered") characters += rendered.system.length + rendered.user.length;
  }
  const [prompt, completion] = [Math.ceil(characters / charactersOfToken), work.tasks.length * settings.maxTokens];
  const usage = { prompt, completion, total: null, reasoning: null, cached: null };
  return {
    ...{ set: set.id, toAsk: work.tasks.length, done: work.done, byRule: work.byRule, stale: work.stale },
    ...{ withoutAnswer: work.withoutAnswer, again: againOf(evaluation, set.id, options) },
    ...{ promptTokens: prompt, completionTokens: completion },
    cost: endpoint.prices === null ? null : costOf(usage, settings.model, endpoint.prices),
  };
}

function progressOf(
  phase: JudgeProgress["phase"],
  total: number | null,
  { judged, failed }: Counts,
  tally: EvaluationTally,
): JudgeProgress {
  const { promptTokens, completionTokens, cost } = tally.summary();
  return { phase, done: judged + failed, total, failed, promptTokens, completionTokens, cost };
}

/** Both rounds, one after the other: everything once, and a share of it again. */
async function judged(asking: JudgeAsking, work: JudgeWork, options: JudgeOptions, counts: Counts) {
  const { folder, endpoint, isSecond, again, toolVersion, now, onProgress } = options;
  const { id } = asking.set;
  const verdicts = await LineFile.open(evaluationPaths(folder).verdicts);
  const round = (setId: string, isAgain: boolean, { tasks }: JudgeWork): Promise<EvaluationStop | null> => {
    const own: Counts = { judged: 0, failed: 0 };
    const flags = isAgain ? (["again"] as const) : isSecond ? (["second"] as const) : [];
    return new JudgeRound(asking, verdicts, tasks, {
      ...{ setId, isAgain, flags, toolVersion, now },
      workers: Math.min(tasks.length, (endpoint.atOnce ?? defaultAtOnce).most),
      onVerdict: isFailed => {
        for (const count of [own, counts]) count[isFailed ? "failed" : "judged"]++;
        onProgress(progressOf(isAgain ? "again" : "judge", tasks.length, own, asking.tally));
      },
    }).run();
  };
  try {
    const stop = await round(id, false, work);
    if (stop !== null || again === 0) return stop;
    const now = await readJudged(folder);
    return now.kind === "evaluation" ? await round(againId(id), true, workOf(now, againId(id), again, id)) : null;
  } finally {
    await verdicts.close();
  }
}

async function ask(evaluation: JudgedEvaluation, set: JudgeSet, work: JudgeWork, options: JudgeOptions) {
  const { folder, endpoint, settings, signal, onProgress } = options;
  const { tasks } = work;
  const plan = planOf(evaluation, set, work, options);
  const [tally, counts]: [EvaluationTally, Counts] = [new EvaluationTally(), { judged: 0, failed: 0 }];
  let stop: EvaluationStop | null = null;
  if (tasks.length > 0 || plan.again > 0) {
    const { client } = await evaluationClient(folder, tasks.length + plan.again + 5, endpoint);
    onProgress(progressOf("canaries", null, counts, tally));
    const trial = await tryCanaries({ client, settings, set, tally, signal });
    if (trial !== null) return trial;
    const asking = { client, settings, set: await writeJudgeSet(folder, set), tally, signal };
    stop = await judged(asking, work, options, counts);
  }
  const { run, predictions, questions } = evaluation;
  const { verdicts, damaged } = await readVerdicts(folder);
  const report = judgeReport(run, predictions, questions, verdicts, textSha);
  const { requests, retries, kept, promptTokens, completionTokens, uncounted, cost, lastFailure } = tally.summary();
  const sums = { requests, retries, kept, promptTokens, completionTokens, uncounted, cost, lastFailure };
  const lost = evaluation.damaged + damaged;
  return { kind: "judged", plan, summary: { ...sums, ...counts }, stop, report, damaged: lost } as const;
}

async function run(options: JudgeOptions): Promise<JudgeResult> {
  const { folder, settings, endpoint, toolVersion, now, share, isDryRun } = options;
  const evaluation = await readJudged(folder);
  if (evaluation.kind !== "evaluation") return evaluation;
  const stamp = { endpointHost: hostOf(endpoint.endpoint), toolVersion, at: new Date(now()).toISOString() };
  const set = await judgeSetFor(folder, settings, stamp);
  const item = { question: "q", reference: "r", alternatives: [], answer: "a" };
  const rendered = judgePrompt(set.template, set.salt, item);
  if (rendered.kind !== "rendered") return { kind: "bad-prompt", place: rendered.place };
  const work = workOf(evaluation, set.id, share);
  if (isDryRun) return { kind: "planned", plan: planOf(evaluation, set, work, options) };
  return ask(evaluation, set, work, options);
}

/**
 * Lets a judge decide what no rule can: the open answers of an evaluation that are not word for word their reference. Each
 * verdict is written as it comes; what the set has judged is not asked again, and a judge that fails a canary judges
 * nothing. Several may judge one folder at once.
 */
export async function judgeRun(options: JudgeOptions): Promise<JudgeResult> {
  const nothing = { judged: 0, failed: 0 };
  options.onProgress(progressOf("look", null, nothing, new EvaluationTally()));
  try {
    return await run(options);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && "syscall" in error)) throw error;
    return { kind: "unreadable", path: options.folder, reason: error.message };
  }
}
