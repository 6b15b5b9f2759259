import { resolve } from "node:path";
import { taskKinds } from "../../../core/benchmark/taskKinds.js";
import type { AnswerGrade } from "../../../core/evaluation/answerGrade.js";
import type { PredictionRecord } from "../../../core/evaluation/predictionRecord.js";
import type { Box } from "../../../core/page/box.js";
import type { ShownFailure } from "../../../protocol/evaluation/evaluationViewApi.js";
import type { EvaluationState } from "./storedEvaluation.js";

/** Of each task kind; more are found through the table. */
const mostOfTask = 4;
const mostText = 300;

function callsOf({ turns }: PredictionRecord): readonly Box[] {
  return turns.flatMap(({ tool }) => {
    const box = tool?.executed ?? null;
    return box === null ? [] : [box];
  });
}

function failureOf(state: EvaluationState, grade: AnswerGrade): readonly ShownFailure[] {
  const question = state.questions.get(grade.questionId);
  const prediction = state.predictions.get(grade.predictionId);
  if (question === undefined || prediction === undefined) return [];
  return [
    {
      ...{ prediction: grade.predictionId, task: grade.task, text: question.question.slice(0, mostText) },
      answer: grade.answer === null ? null : String(grade.answer).slice(0, mostText),
      ...{ right: String(question.answer).slice(0, mostText), width: question.width, height: question.height },
      uri: resolve(state.run.dataset.folder, question.image),
      ...{ targets: question.targets?.map(({ box }) => box) ?? [], calls: callsOf(prediction) },
    },
  ];
}

/** Wrong answers of each task kind, one of each page as far as there are pages. `uri` is the image's path. */
export function failuresOf(state: EvaluationState): readonly ShownFailure[] {
  return taskKinds.flatMap(task => {
    const wrong = state.grades.filter(grade => grade.task === task && grade.outcome === "wrong");
    const seen = new Set<string>();
    const first = wrong.filter(({ pageId }) => !seen.has(pageId) && seen.add(pageId).has(pageId));
    const others = wrong.filter(grade => !first.includes(grade));
    return [...first, ...others].slice(0, mostOfTask).flatMap(grade => failureOf(state, grade));
  });
}
