import type { QuestionRecord } from "../../benchmark/questionRecord.js";
import { sha256 } from "../../benchmark/sha256.js";
import { gradeAnswers, judgedText } from "../gradeAnswers.js";
import { latestPredictions } from "../latestPredictions.js";
import type { PredictionRecord } from "../predictionRecord.js";
import { standingVerdicts } from "../standingVerdicts.js";
import type { VerdictRecord } from "../verdictRecord.js";
import type { JudgedItem } from "./judgeCanaries.js";

/** An answer that no rule can decide. */
export interface JudgeTask {
  readonly prediction: Pick<PredictionRecord, "id" | "question_id" | "question_sha">;
  readonly textSha: string;
  readonly item: JudgedItem;
  /** This set's verdict on it was that the judge gave none: it is asked anew. */
  readonly hasFailed: boolean;
}

/** Open answers by what becomes of them. */
export interface JudgeWork {
  readonly tasks: readonly JudgeTask[];
  /** Judged by this set before. */
  readonly done: number;
  /** Word for word the reference, or another accepted answer: right by rule, no judge is asked. */
  readonly byRule: number;
  /** Nothing to judge: failed, empty, refused, cut or unread ones, which are wrong by rule. */
  readonly withoutAnswer: number;
  /** The question has changed since, or is not there any more. */
  readonly stale: number;
}

export interface JudgeWorkOptions {
  readonly set: string;
  /** Share of the answers, from 0 to 1; the same ones every time. */
  readonly share: number;
  /** Only answers on which this set has said something. */
  readonly among?: string;
  readonly textSha?: (text: string) => string;
}

/** Whether an answer is in a share of all: by its id alone, so that each run takes the same ones. */
export function isInShare(id: string, share: number): boolean {
  return share >= 1 || Number.parseInt(sha256(`share\n${id}`).slice(0, 8), 16) / 2 ** 32 < share;
}

/** What a set of verdicts still has to judge of an evaluation. */
export function judgeWork(
  predictions: readonly PredictionRecord[],
  questions: readonly QuestionRecord[],
  verdicts: readonly VerdictRecord[],
  { set, share, among, textSha = sha256 }: JudgeWorkOptions,
): JudgeWork {
  const open = new Map(questions.filter(one => one.answer_type === "open").map(one => [one.id, one]));
  const known = new Map(latestPredictions(predictions).map(one => [one.id, one]));
  const standing = standingVerdicts(verdicts);
  const tasks: JudgeTask[] = [];
  let [done, byRule, withoutAnswer, stale] = [0, 0, 0, 0];
  for (const { predictionId, questionId, outcome, answer } of gradeAnswers(predictions, [...open.values()], [])) {
    const [prediction, question] = [known.get(predictionId), open.get(questionId)];
    if (prediction === undefined || question === undefined || !isInShare(predictionId, share)) continue;
    if (outcome === "correct") byRule++;
    else if (outcome === "stale") stale++;
    if (outcome !== "unjudged") {
      if (outcome !== "correct" && outcome !== "stale") withoutAnswer++;
      continue;
    }
    const sha = textSha(judgedText(prediction));
    const stands = (of: string): VerdictRecord | null => {
      const verdict = standing.get(predictionId)?.bySet.get(of);
      return verdict?.question_sha === question.content_sha && verdict.text_sha === sha ? verdict : null;
    };
    if (among !== undefined && stands(among) === null) continue;
    const before = stands(set);
    if (before !== null && before.outcome !== "judge_failed") done++;
    else tasks.push(taskOf(prediction, question, String(answer ?? ""), sha, before !== null));
  }
  return { tasks, done, byRule, withoutAnswer, stale };
}

function taskOf(
  { id, question_id, question_sha }: PredictionRecord,
  question: QuestionRecord,
  answer: string,
  textSha: string,
  hasFailed: boolean,
): JudgeTask {
  const { alternatives } = question;
  return {
    prediction: { id, question_id, question_sha },
    ...{ textSha, hasFailed },
    item: { question: question.question, reference: String(question.answer), alternatives, answer },
  };
}
