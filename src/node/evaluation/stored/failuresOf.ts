import { resolve } from "node:path";
import { taskKinds } from "../../../core/benchmark/taskKinds.js";
import type { AnswerGrade } from "../../../core/evaluation/answerGrade.js";
import type { PredictionRecord } from "../../../core/evaluation/predictionRecord.js";
import type { Box } from "../../../core/page/box.js";
import {
  type FailureGallery,
  type FailureGroup,
  failureOutcomes,
  type GalleryQuery,
  type ShownFailure,
} from "../../../protocol/evaluation/evaluationViewApi.js";
import type { EvaluationState } from "./storedEvaluation.js";

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

/** First one of each page as far as there are pages, so that a few show much. */
function byPages(grades: readonly AnswerGrade[]): readonly AnswerGrade[] {
  const seen = new Set<string>();
  const [first, others]: [AnswerGrade[], AnswerGrade[]] = [[], []];
  for (const grade of grades) {
    if (seen.has(grade.pageId)) others.push(grade);
    else first.push(grade);
    seen.add(grade.pageId);
  }
  return [...first, ...others];
}

/** Failures of one outcome by task kind, and how many there are of each. `uri` is the image's path. */
export function failuresOf(state: EvaluationState, { outcome, most, mostOf }: GalleryQuery): FailureGallery {
  const counts = failureOutcomes.map(one => [one, state.grades.filter(grade => grade.outcome === one).length] as const);
  const groups = taskKinds.flatMap((task): readonly FailureGroup[] => {
    const own = state.grades.filter(grade => grade.task === task && grade.outcome === outcome);
    if (own.length === 0) return [];
    const shown = byPages(own).slice(0, mostOf[task] ?? most);
    return [{ task, total: own.length, failures: shown.flatMap(grade => failureOf(state, grade)) }];
  });
  return { counts: Object.fromEntries(counts.filter(([, count]) => count > 0)), groups };
}
