import { resolve } from "node:path";
import { taskKinds } from "../../../core/benchmark/taskKinds.js";
import type { QuestionRecord } from "../../../core/benchmark/questionRecord.js";
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
const mostReply = 600;

/** What a file calls a colour may be anything. */
const isColor = (text: string): boolean => /^#[0-9a-f]{3,8}$/i.test(text);
const usualColor = "#b3261e";

function marksOf({ marks }: QuestionRecord): ShownFailure["marks"] {
  return marks.map(mark => ({ ...mark, color: isColor(mark.color) ? mark.color : usualColor }));
}

const textOf = ({ question, hint }: QuestionRecord): string =>
  (hint === null ? question : `${question}\n${hint}`).slice(0, mostText);

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
      ...{ prediction: grade.predictionId, task: grade.task, text: textOf(question) },
      answer: grade.answer === null ? null : String(grade.answer).slice(0, mostText),
      ...{ right: String(question.answer).slice(0, mostText), width: question.width, height: question.height },
      uri: resolve(state.run.dataset.folder, question.image),
      ...{ targets: question.targets?.map(({ box }) => box) ?? [], calls: callsOf(prediction) },
      ...{ marks: marksOf(question), shown: question.shown, reply: prediction.text?.slice(0, mostReply) ?? null },
      options: question.options.map(({ label, text }) => ({ label, text: text.slice(0, mostText) })),
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
