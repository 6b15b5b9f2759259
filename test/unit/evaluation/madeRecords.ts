import type { AnswerGrade } from "../../../src/core/evaluation/answerGrade.js";
import type { PredictionRecord } from "../../../src/core/evaluation/predictionRecord.js";
import type { EvaluatedRun } from "../../../src/core/evaluation/tables/evaluatedRun.js";
import { gradeColumns } from "../../../src/core/evaluation/tables/gradeColumns.js";
import type { VerdictRecord } from "../../../src/core/evaluation/verdictRecord.js";

export function madePrediction(changes: Partial<PredictionRecord> = {}): PredictionRecord {
  return {
    v: 1,
    kind: "prediction",
    id: "pr-1",
    run_id: "ev-1",
    question_id: "q1",
    question_sha: "sha-1",
    attempt: 0,
    state: "ok",
    text: "<answer>A</answer>",
    reasoning: null,
    finish_reason: "stop",
    turns: [],
    parse: { answer: null, rule: "none", candidates: [], version: 0 },
    usage: null,
    cost: null,
    timing: { first_token_ms: null, total_ms: 1 },
    requests: 1,
    failure: null,
    keys: [],
    imported: null,
    at: "2026-01-01T00:00:00Z",
    ...changes,
  };
}

export function madeVerdict(changes: Partial<VerdictRecord> = {}): VerdictRecord {
  return {
    v: 1,
    kind: "verdict",
    id: "ve-1",
    prediction_id: "pr-1",
    question_id: "q1",
    question_sha: "sha-1",
    text_sha: "",
    set_id: "judge-1",
    by: { type: "judge", name: "judge", prompt_id: null, prompt_sha: null, model_returned: null },
    outcome: "correct",
    score: null,
    scale: "binary",
    why: null,
    raw: null,
    flags: [],
    takes_back: null,
    tool_version: "0",
    at: "2026-01-01T00:00:00Z",
    ...changes,
  };
}

export function madeGrade(changes: Partial<AnswerGrade> = {}): AnswerGrade {
  const questionId = changes.questionId ?? "q1";
  return {
    predictionId: `pr-${questionId}`,
    questionId,
    questionSha: "sha",
    item: questionId,
    attempt: 0,
    task: "action_recognition",
    split: "test",
    pageId: `page of ${questionId}`,
    issueId: `issue of ${questionId}`,
    outcome: "correct",
    by: "rule",
    score: null,
    chance: 0.25,
    answer: "A",
    writer: null,
    zooms: 0,
    ious: null,
    ...changes,
  };
}

/** Questions `q0`, `q1` … of which the given ones are right. */
export const gradesOf = (right: readonly boolean[], changes: Partial<AnswerGrade> = {}): readonly AnswerGrade[] =>
  right.map((isRight, i) => madeGrade({ questionId: `q${i}`, outcome: isRight ? "correct" : "wrong", ...changes }));

export function madeRun(id: string, grades: readonly AnswerGrade[], changes: Partial<EvaluatedRun> = {}): EvaluatedRun {
  return {
    ...{ id, label: id, model: id, family: "other", input: "page", set: "made", prompts: {}, judge: null },
    ...{ trainedOn: null, grades: gradeColumns(grades) },
    ...changes,
  };
}
