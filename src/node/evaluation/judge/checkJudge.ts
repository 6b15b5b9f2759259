import { randomBytes } from "node:crypto";
import { lastJudge } from "../../../core/evaluation/gradeAnswers.js";
import { checkCandidates } from "../../../core/evaluation/judge/checkCandidates.js";
import { type CheckRecord, checkRecordSchema } from "../../../core/evaluation/judge/checkRecord.js";
import { type CheckReport, checkReport } from "../../../core/evaluation/judge/checkReport.js";
import { checkKey, type CheckStratum, stratifiedCheck } from "../../../core/evaluation/judge/stratifiedCheck.js";
import { humanRater, type VerdictsByRater, verdictsByRater } from "../../../core/evaluation/judge/verdictsByRater.js";
import { latestPredictions } from "../../../core/evaluation/latestPredictions.js";
import { parseReply } from "../../../core/evaluation/parseReply.js";
import type { VerdictRecord } from "../../../core/evaluation/verdictRecord.js";
import { appendLines } from "../../benchmark/appendLines.js";
import { readRecords } from "../../benchmark/readRecords.js";
import { textSha } from "../../benchmark/textSha.js";
import { evaluationPaths } from "../evaluationPaths.js";
import { type JudgedEvaluation, type NothingJudged, readJudged } from "./readJudged.js";

export interface CheckOptions {
  /** Evaluations that one judge has judged. */
  readonly folders: readonly string[];
  /** Its set; null: the one that the first evaluation's tables take. */
  readonly judge: string | null;
  readonly size: number;
  readonly seed: number;
  /** In place of a list that is there. */
  readonly isAnew: boolean;
  readonly toolVersion: string;
  readonly now: () => number;
}

/** An answer on the list, without anything that a judge said of it. */
export interface CheckItem {
  readonly folder: string;
  readonly prediction: string;
  readonly task: string;
  readonly model: string;
  readonly question: string;
  readonly reference: string;
  readonly alternatives: readonly string[];
  readonly answer: string;
  readonly isDecided: boolean;
}

export type CheckResult =
  | {
      readonly kind: "checked";
      readonly id: string;
      readonly judge: string;
      /** The judge's name. */
      readonly judgeModel: string;
      readonly isNew: boolean;
      readonly seed: number;
      /** Of a list that was drawn now. */
      readonly strata: readonly CheckStratum[] | null;
      readonly items: readonly CheckItem[];
      readonly report: CheckReport;
    }
  | { readonly kind: "no-verdicts"; readonly judge: string | null }
  /** Some of the folders have a list of this judge's, or each has another one. */
  | { readonly kind: "other-lists" }
  | NothingJudged;

interface Part {
  readonly folder: string;
  readonly evaluation: JudgedEvaluation;
  readonly raters: VerdictsByRater;
  readonly record: CheckRecord | null;
}

type Parts = readonly Part[];

async function lastRecord(folder: string, judge: string): Promise<CheckRecord | null> {
  const read = await readRecords<CheckRecord>(evaluationPaths(folder).checks, checkRecordSchema);
  return read.kind === "read" ? (read.records.findLast(({ set_id }) => set_id === judge) ?? null) : null;
}

const questionsOf = ({ questions }: JudgedEvaluation) => new Map(questions.map(question => [question.id, question]));

async function partOf(folder: string, evaluation: JudgedEvaluation, judge: string): Promise<Part> {
  const { predictions, verdicts } = evaluation;
  const raters = verdictsByRater(latestPredictions(predictions), questionsOf(evaluation), verdicts, textSha);
  return { folder, evaluation, raters, record: await lastRecord(folder, judge) };
}

function of(parts: Parts, rater: string): ReadonlyMap<string, VerdictRecord> {
  return new Map(parts.flatMap(({ raters }) => [...(raters.get(rater) ?? [])]));
}

/** What is on the list of each folder, by folder. */
interface Lists {
  readonly id: string;
  readonly seed: number;
  readonly isNew: boolean;
  readonly strata: readonly CheckStratum[] | null;
  readonly drawn: readonly string[];
}

/** The list that is there; null: each folder has another one, or some have none. */
function known(parts: Parts): Lists | null {
  const [first] = parts;
  const record = first?.record ?? null;
  if (record === null || parts.some(part => part.record?.id !== record.id)) return null;
  const { id, seed } = record;
  const keyed = parts
    .flatMap(part => part.record?.predictions ?? [])
    .map(prediction => ({ prediction, key: checkKey(prediction, seed) }));
  const drawn = keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ prediction }) => prediction);
  return { id, seed, isNew: false, strata: null, drawn };
}

async function draw(parts: Parts, judge: string, { size, seed, toolVersion, now }: CheckOptions): Promise<Lists> {
  const candidates = parts.flatMap(({ evaluation, raters }) => {
    const verdicts = raters.get(judge);
    const { requested } = evaluation.run.model;
    return verdicts === undefined ? [] : checkCandidates(verdicts, questionsOf(evaluation), requested);
  });
  const { drawn, strata } = stratifiedCheck(candidates, { size, seed });
  const id = `ck-${randomBytes(6).toString("hex")}`;
  const at = new Date(now()).toISOString();
  for (const { folder, evaluation } of parts) {
    const own = new Set(evaluation.predictions.map(prediction => prediction.id));
    const record: CheckRecord = {
      ...{ v: 1, kind: "check", id, set_id: judge, seed, drawn: drawn.length, tool_version: toolVersion, at },
      predictions: drawn.filter(candidate => own.has(candidate.id)).map(candidate => candidate.id),
    };
    await appendLines(evaluationPaths(folder).checks, [record]);
  }
  return { id, seed, isNew: true, strata, drawn: drawn.map(candidate => candidate.id) };
}

/** The answers of a list that are still there, in its order. */
function itemsOf(parts: Parts, drawn: readonly string[]): readonly CheckItem[] {
  const found = new Map<string, CheckItem>();
  const person = of(parts, humanRater);
  const wanted = new Set(drawn);
  for (const { folder, evaluation } of parts) {
    const questions = questionsOf(evaluation);
    for (const { id, question_id, text } of latestPredictions(evaluation.predictions)) {
      const question = wanted.has(id) ? questions.get(question_id) : undefined;
      if (question === undefined) continue;
      const { answer, alternatives, task } = question;
      found.set(id, {
        ...{ folder, prediction: id, task, model: evaluation.run.model.requested, question: question.question },
        ...{ reference: String(answer), alternatives, isDecided: person.has(id) },
        answer: String(parseReply(text, question).answer ?? text ?? ""),
      });
    }
  }
  return drawn.flatMap(id => found.get(id) ?? []);
}

async function checked(options: CheckOptions): Promise<CheckResult> {
  const evaluations: { readonly folder: string; readonly evaluation: JudgedEvaluation }[] = [];
  for (const folder of options.folders) {
    const read = await readJudged(folder);
    if (read.kind !== "evaluation") return read;
    evaluations.push({ folder, evaluation: read });
  }
  const judge = options.judge ?? lastJudge(evaluations[0]?.evaluation.verdicts ?? []);
  if (judge === null) return { kind: "no-verdicts", judge };
  const parts = await Promise.all(evaluations.map(({ folder, evaluation }) => partOf(folder, evaluation, judge)));
  const verdicts = of(parts, judge);
  if (verdicts.size === 0) return { kind: "no-verdicts", judge };
  const isThere = !options.isAnew && parts.some(({ record }) => record !== null);
  const lists = isThere ? known(parts) : await draw(parts, judge, options);
  if (lists === null) return { kind: "other-lists" };
  const [first] = verdicts.values();
  const { id, seed, isNew, strata, drawn } = lists;
  return {
    ...{ kind: "checked", id, judge, judgeModel: first?.by.name ?? "", isNew, seed, strata },
    items: itemsOf(parts, drawn),
    report: checkReport(drawn, verdicts, of(parts, humanRater)),
  };
}

/**
 * The list by which a person checks a judge: as it was drawn before, or drawn now from what the judge decided, over several
 * models' evaluations together. With it stands how far the person has come, and how the judge fares.
 */
export async function checkJudge(options: CheckOptions): Promise<CheckResult> {
  try {
    return await checked(options);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && "syscall" in error)) throw error;
    return { kind: "unreadable", path: options.folders.join(", "), reason: error.message };
  }
}
