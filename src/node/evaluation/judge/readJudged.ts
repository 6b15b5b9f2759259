import { questionRecordSchema, type QuestionRecord } from "../../../core/benchmark/questionRecord.js";
import type { EvaluationRun } from "../../../core/evaluation/evaluationRun.js";
import { predictionRecordSchema, type PredictionRecord } from "../../../core/evaluation/predictionRecord.js";
import { verdictRecordSchema, type VerdictRecord } from "../../../core/evaluation/verdictRecord.js";
import { readRecords } from "../../benchmark/readRecords.js";
import { readLines } from "../../dataset/readLines.js";
import { evaluationPaths } from "../evaluationPaths.js";
import { readEvaluationRun } from "../readEvaluationRun.js";
import type { JudgeResult } from "./judgeResult.js";

/** An evaluation as judges need it: its open questions, the answers to them without their turns, and all verdicts. */
export interface JudgedEvaluation {
  readonly kind: "evaluation";
  readonly run: EvaluationRun;
  readonly questions: readonly QuestionRecord[];
  readonly predictions: readonly PredictionRecord[];
  readonly verdicts: readonly VerdictRecord[];
  readonly damaged: number;
}

const mostBytes = 64 << 20;

function predictionOf(bytes: Buffer | null): PredictionRecord | null {
  if (bytes === null) return null;
  try {
    const prediction = predictionRecordSchema.parse(JSON.parse(bytes.toString("utf8")));
    return { ...prediction, turns: [], reasoning: null };
  } catch {
    return null; // torn by a crash, or edited: counted as damaged
  }
}

async function predictionsOf(path: string, open: ReadonlySet<string>) {
  const predictions: PredictionRecord[] = [];
  let damaged = 0;
  try {
    for await (const { bytes, length } of readLines(path, mostBytes)) {
      if (length === 0) continue;
      const prediction = predictionOf(bytes);
      if (prediction === null) damaged++;
      else if (open.has(prediction.question_id)) predictions.push(prediction);
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  return { predictions, damaged };
}

/** The verdicts of a folder; none where nobody has said anything. */
export async function readVerdicts(folder: string) {
  const read = await readRecords<VerdictRecord>(evaluationPaths(folder).verdicts, verdictRecordSchema);
  return read.kind === "read"
    ? { verdicts: read.records, damaged: read.damaged.length }
    : { verdicts: [], damaged: read.kind === "unreadable" ? 1 : 0 };
}

/** Why there is nothing for a judge. */
export type NothingJudged = Extract<JudgeResult, { kind: "no-evaluation" | "no-open-questions" | "unreadable" }>;

/** Reads an evaluation's folder for its judges. Rejects when the disk does. */
export async function readJudged(folder: string): Promise<JudgedEvaluation | NothingJudged> {
  const paths = evaluationPaths(folder);
  const read = await readEvaluationRun(folder);
  if (read.kind === "unreadable") return read;
  if (read.kind !== "run") return { kind: "no-evaluation", path: folder };
  const questions = await readRecords<QuestionRecord>(paths.questions, questionRecordSchema);
  if (questions.kind === "unreadable") return { ...questions, path: paths.questions };
  const open = questions.kind === "read" ? questions.records.filter(one => one.answer_type === "open") : [];
  if (open.length === 0) return { kind: "no-open-questions" };
  const { predictions, damaged } = await predictionsOf(paths.predictions, new Set(open.map(({ id }) => id)));
  const said = await readVerdicts(folder);
  const lost = questions.kind === "read" ? questions.damaged.length : 0;
  const all = { predictions, verdicts: said.verdicts, damaged: damaged + said.damaged + lost };
  return { kind: "evaluation", run: read.run, questions: open, ...all };
}
