import type { QuestionRecord } from "../benchmark/questionRecord.js";
import { readQuestion } from "../dataset/readQuestion.js";
import { rowFactsOf } from "../reward/rowFactsOf.js";
import { ruleAt } from "../reward/ruleAt.js";
import { scoreRollout } from "../reward/scoreRollout.js";
import type { Strategy } from "../reward/strategy.js";
import { verlRollouts } from "../rollout/formats/verlRollouts.js";
import { placeRollout } from "../rollout/placeRollout.js";
import { trajectoryOf } from "../rollout/trajectoryOf.js";
import type { DumpSpace } from "./dumpSpace.js";
import type { PredictionRecord } from "./predictionRecord.js";
import { rolloutText } from "./rolloutText.js";
import { ruleOutcome } from "./ruleOutcome.js";

/** A row of an evaluation's dump: what verl writes, and what says which attempt it is. */
export interface RolloutLine extends Readonly<Record<string, unknown>> {
  readonly input: string;
  readonly output: string;
  readonly score: number | null;
  readonly step: number;
  readonly gts: string;
}

export interface RolloutLineOptions {
  readonly step: number;
  readonly space: DumpSpace;
  /** Null: 1 for a right answer, 0 for any other, nothing where no rule can say. */
  readonly strategy: Strategy | null;
}

type Asked = Pick<PredictionRecord, "parse" | "state" | "text" | "finish_reason">;

/** Whether an attempt is right, as tables count it; null: no rule can say. */
export function isRight(prediction: Asked, question: QuestionRecord): boolean | null {
  const isCorrect = ruleOutcome(prediction, question, prediction.parse) === "correct";
  return question.answer_type === "open" && !isCorrect ? null : isCorrect;
}

/** The reward of a row under a strategy, computed as the reward views do it: from the row itself. */
function paid(row: RolloutLine, record: QuestionRecord, { step, space, strategy }: RolloutLineOptions): number | null {
  const [read] = verlRollouts.readUnit({ ...row }, undefined);
  const found = readQuestion({ ...record });
  const rule = strategy === null ? null : ruleAt(strategy, step);
  if (read?.kind !== "rollout" || found.kind !== "question" || rule === null) return null;
  const { rollout } = read;
  const trajectory = trajectoryOf(rollout);
  const { width, height } = record;
  const placement = {
    question: found.question,
    pageSize: { width, height },
    space: { space: space.space, reason: { code: "configured" as const } },
    limits: space.limits,
  };
  const { placed, outcome } = placeRollout(rollout, trajectory, placement);
  const facts = rowFactsOf({
    rollout,
    trajectory,
    question: found.question,
    pageSize: { width, height },
    placed,
    outcome,
  });
  return scoreRollout(facts, rule).total;
}

/** The row of an attempt, by which it opens as a rollout. */
export function rolloutLine(
  prediction: PredictionRecord,
  question: QuestionRecord,
  options: RolloutLineOptions,
): RolloutLine {
  const { input, output, executed } = rolloutText(prediction.turns, options.space.isVerbatim);
  const right = isRight(prediction, question);
  const judged = right !== null && prediction.parse.answer !== null ? { acc: right ? 1 : 0 } : {};
  const row: RolloutLine = {
    ...{ input, output, score: right === null ? null : Number(right), step: options.step },
    ...{ gts: String(question.answer), ...judged, uid: question.id, question_id: question.id },
    ...{ image: question.image, width: question.width, height: question.height, task: question.task },
    executed_json: JSON.stringify(executed),
    ...{ prediction_id: prediction.id, attempt: prediction.attempt, state: prediction.state },
    // Read by the tables' rules, which take an answer without a tag, too.
    ...{ finish_reason: prediction.finish_reason, parsed_answer: prediction.parse.answer },
  };
  if (options.strategy === null) return row;
  return { ...row, score: paid(row, question, options), strategy: options.strategy.id };
}
