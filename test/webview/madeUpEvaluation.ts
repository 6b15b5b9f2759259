import type { QuestionRecord } from "../../src/core/benchmark/questionRecord.js";
import type { AnswerGrade, GradeOutcome } from "../../src/core/evaluation/answerGrade.js";
import type { EvaluatedRun } from "../../src/core/evaluation/tables/evaluatedRun.js";
import { gradeColumns } from "../../src/core/evaluation/tables/gradeColumns.js";
import { resultTable } from "../../src/core/evaluation/tables/resultTable.js";
import { taskKinds } from "../../src/core/benchmark/taskKinds.js";
import type {
  FailureGallery,
  GalleryQuery,
  ShownAnswer,
  ShownTable,
  TableQuery,
} from "../../src/protocol/evaluation/evaluationViewApi.js";

const models = ["qwen2.5-vl-7b", "rarl-step-200", "gemini-2.5-flash"] as const;
const perTask = 40;

/** A number from 0 to 99 that looks like chance and is none. */
const drawn = (...parts: readonly number[]): number =>
  parts.reduce((hash, part) => (hash * 31 + part * 17 + 7) % 9973, 11) % 100;

function outcomeOf(model: number, task: number, item: number): GradeOutcome {
  const at = drawn(model + 1, task + 1, item + 1);
  if (at < 3) return "unparsed";
  if (at < 4) return "failed";
  if (task === 0 && at > 96) return "unjudged";
  return at < 40 + model * 14 + task * 3 ? "correct" : "wrong";
}

function gradesOf(model: number): readonly AnswerGrade[] {
  return taskKinds.flatMap((task, place) =>
    Array.from({ length: perTask }, (_, item) => {
      const questionId = `${task.slice(0, 3)}-${String(item)}`;
      const outcome = outcomeOf(model, place, item);
      return {
        ...{
          predictionId: `pr-${String(model)}-${questionId}`,
          questionId,
          questionSha: "0",
          item: questionId,
          attempt: 0,
        },
        ...{ task, split: "test" as const, pageId: `pg-${String(item % 14)}`, issueId: `is-${String(item % 7)}` },
        ...{ outcome, by: "rule" as const, score: null, chance: place === 0 ? null : 0.5, answer: "B", writer: null },
        ...{ zooms: 0, ious: null },
      };
    }),
  );
}

const runs: readonly EvaluatedRun[] = models.map((model, at) => ({
  ...{
    id: `/made/${model}`,
    label: model,
    model,
    family: at === 2 ? "gemini" : "qwen2.5-vl",
    input: "page",
    set: "made",
  },
  ...{ prompts: {}, judge: null, trainedOn: null, grades: gradeColumns(gradesOf(at)) },
}));

/** Made-up evaluations: three models, all task kinds. */
export const madeUpEvaluation = {
  table({ kind, base, hidden, trained }: Pick<TableQuery, "kind" | "base" | "hidden" | "trained">): ShownTable {
    const evaluations = runs.map(({ id, label, grades: { questions } }, at) => ({
      ...{ folder: id, name: label, isEnded: at !== 1, set: "made", setName: "comics", model: label, missing: 0 },
      ...{ done: questions.length - (at === 1 ? 20 : 0), attempts: questions.length },
    }));
    const shown = runs
      .filter(({ id }) => !hidden.includes(id))
      .map(run => ({ ...run, trainedOn: trained[run.id] ?? null }));
    return { evaluations, table: resultTable(shown, { kind, base, familyOf: () => "other" }) };
  },
  grades(folder: string): readonly AnswerGrade[] {
    const at = runs.findIndex(({ id }) => id === folder);
    return at === -1 ? [] : gradesOf(at);
  },
  text: (at: number): string =>
    `In the ${at % 2 === 0 ? "second" : "third"} panel of the page, which of the two marked characters is closer to the viewer?`,
  answer(folder: string, grade: AnswerGrade, isBlind: boolean, human: ShownAnswer["human"]): ShownAnswer {
    const { predictionId: prediction, questionId: question, task, attempt, outcome } = grade;
    const isHidden = isBlind && human === null;
    return {
      ...{ folder, prediction, question, task, attempt, answer: "B", text: madeUpEvaluation.text(1) },
      outcome: isHidden ? null : human === null ? outcome : "correct",
      by: isHidden ? null : human === null ? "rule" : "human",
      ...{ whole: madeUpEvaluation.text(1), hint: null, right: "A", isCut: false, failure: null, zooms: 0, human },
      options: [
        { label: "A", text: "A is closer." },
        { label: "B", text: "B is closer." },
      ] satisfies QuestionRecord["options"],
      reply:
        "<think>\nThe second panel shows two people. The one on the right is drawn larger.\n</think>\n<answer>B</answer>",
      judge: isHidden ? null : { by: "judge-model", outcome: "incorrect", score: null, why: "The reference says A." },
    };
  },
  failures({ outcome, most, mostOf }: GalleryQuery): FailureGallery {
    const groups = taskKinds.slice(2, 5).map((task, place) => ({
      ...{ task, total: 20 },
      failures: Array.from({ length: Math.min(20, mostOf[task] ?? most) }, (_, at) => ({
        ...{ prediction: `pr-0-${task.slice(0, 3)}-${String(at)}`, task, text: madeUpEvaluation.text(at) },
        ...{ answer: "B", right: "A", uri: null, width: 400, height: 600 },
        targets: [[10 + 195 * (at % 2), 10, 195 + 195 * (at % 2), 295]] as const,
        calls: place === 0 ? ([[30, 40, 210, 320]] as const) : [],
        marks: [{ kind: "box", box: [20, 20, 120, 200], label: "A", color: "#b3261e" }] as const,
        options: [
          { label: "A", text: "A is closer." },
          { label: "B", text: "B is closer." },
        ],
        ...{ shown: null, reply: "<think>\nB is larger.\n</think>\n<answer>B</answer>" },
      })),
    }));
    return { counts: { wrong: 60, unparsed: 7, failed: 3 }, groups: outcome === "wrong" ? groups : groups.slice(0, 1) };
  },
} as const;
