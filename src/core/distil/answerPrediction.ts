import type { QuestionRecord } from "../benchmark/questionRecord.js";
import type { PredictionRecord } from "../evaluation/predictionRecord.js";

/** The dataset's own answer as an attempt, so that data without a teacher goes through the same filters. */
export function answerPrediction(question: QuestionRecord): PredictionRecord {
  const text = `<answer>${String(question.answer)}</answer>`;
  return {
    ...{ v: 1, kind: "prediction", id: `da-${question.id}`, run_id: "dataset", question_id: question.id },
    ...{ question_sha: question.content_sha, attempt: 0, state: "ok", text, reasoning: null, finish_reason: "stop" },
    ...{ turns: [], parse: { answer: null, rule: "none", candidates: [], version: 0 }, usage: null, cost: null },
    ...{ timing: { first_token_ms: null, total_ms: 0 }, requests: 0, failure: null, keys: [], imported: null, at: "" },
  };
}
