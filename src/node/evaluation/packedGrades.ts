import * as z from "zod";
import { splitNames } from "../../core/benchmark/pageRecord.js";
import { taskKinds } from "../../core/benchmark/taskKinds.js";
import { type AnswerGrade, gradeOutcomes } from "../../core/evaluation/answerGrade.js";

const judges = ["rule", "judge", "human"] as const;

/** A column, checked in one walk: an element at a time takes longer than all else of reading it. */
const column = <T>(isOne: (value: unknown) => value is T) =>
  z.custom<readonly T[]>(value => Array.isArray(value) && value.every(isOne));

const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number";
const isPlace = (value: unknown): value is number => isNumber(value) && Number.isInteger(value) && value >= 0;
const orNull =
  <T>(isOne: (value: unknown) => value is T) =>
  (value: unknown): value is T | null =>
    value === null || isOne(value);
const texts = column(isText);
const places = column(isPlace);
const numbers = column(orNull(isNumber));
const isAnswer = (value: unknown): value is string | number => isText(value) || isNumber(value);
const isList = (value: unknown): value is readonly number[] => Array.isArray(value) && value.every(isNumber);

/**
 * Grades by column, where a row of objects would be mostly names of fields. Columns of places point into lists of what is
 * there: few different values, or the codes of the product.
 */
export const packedGradesSchema = z.object({
  predictions: texts,
  questions: texts,
  shas: texts,
  /** Where the item is not the question itself, by row. */
  items: z.array(z.tuple([z.int(), z.string()]).readonly()).readonly(),
  attempts: places,
  tasks: places,
  splits: places,
  pageNames: texts,
  pages: places,
  issueNames: texts,
  issues: places,
  writerNames: column(orNull(isText)),
  writers: places,
  outcomes: places,
  by: places,
  scores: numbers,
  chances: numbers,
  answers: column(orNull(isAnswer)),
  zooms: places,
  ious: column(orNull(isList)),
});
export type PackedGrades = z.infer<typeof packedGradesSchema>;

/** Different values in the order of their first appearance, and which of them each row has. */
function numbered<T>(values: readonly T[]): { readonly names: readonly T[]; readonly places: readonly number[] } {
  const known = new Map<T, number>();
  const found = values.map(value => {
    const place = known.get(value) ?? known.size;
    known.set(value, place);
    return place;
  });
  return { names: [...known.keys()], places: found };
}

export function packGrades(grades: readonly AnswerGrade[]): PackedGrades {
  const pages = numbered(grades.map(({ pageId }) => pageId));
  const issues = numbered(grades.map(({ issueId }) => issueId));
  const writers = numbered(grades.map(({ writer }) => writer));
  return {
    predictions: grades.map(({ predictionId }) => predictionId),
    questions: grades.map(({ questionId }) => questionId),
    shas: grades.map(({ questionSha }) => questionSha),
    items: grades.flatMap(({ item, questionId }, row) => (item === questionId ? [] : [[row, item] as const])),
    attempts: grades.map(({ attempt }) => attempt),
    tasks: grades.map(({ task }) => taskKinds.indexOf(task)),
    splits: grades.map(({ split }) => splitNames.indexOf(split)),
    ...{ pageNames: pages.names, pages: pages.places, issueNames: issues.names, issues: issues.places },
    ...{ writerNames: writers.names, writers: writers.places },
    outcomes: grades.map(({ outcome }) => gradeOutcomes.indexOf(outcome)),
    by: grades.map(({ by }) => judges.indexOf(by)),
    scores: grades.map(({ score }) => score),
    chances: grades.map(({ chance }) => chance),
    answers: grades.map(({ answer }) => answer),
    zooms: grades.map(({ zooms }) => zooms),
    ious: grades.map(({ ious }) => ious),
  };
}

/** Null where columns do not fit each other: they were not written by `packGrades`. */
export function unpackGrades(packed: PackedGrades): readonly AnswerGrade[] | null {
  const items = new Map(packed.items);
  const grades: AnswerGrade[] = [];
  for (let row = 0; row < packed.predictions.length; row++) {
    const grade = gradeAt(packed, row, items);
    if (grade === null) return null;
    grades.push(grade);
  }
  return grades;
}

const taken = <T>(names: readonly T[], column: readonly number[], row: number): T | undefined =>
  names[column[row] ?? -1];

function gradeAt(packed: PackedGrades, row: number, items: ReadonlyMap<number, string>): AnswerGrade | null {
  const predictionId = packed.predictions[row];
  const questionId = packed.questions[row];
  const questionSha = packed.shas[row];
  const attempt = packed.attempts[row];
  const task = taken(taskKinds, packed.tasks, row);
  const split = taken(splitNames, packed.splits, row);
  const pageId = taken(packed.pageNames, packed.pages, row);
  const issueId = taken(packed.issueNames, packed.issues, row);
  const writer = taken(packed.writerNames, packed.writers, row);
  const outcome = taken(gradeOutcomes, packed.outcomes, row);
  const by = taken(judges, packed.by, row);
  const score = packed.scores[row];
  const chance = packed.chances[row];
  const answer = packed.answers[row];
  const zooms = packed.zooms[row];
  const ious = packed.ious[row];
  if (predictionId === undefined || questionId === undefined || questionSha === undefined) return null;
  if (attempt === undefined || task === undefined || split === undefined || pageId === undefined) return null;
  if (issueId === undefined || writer === undefined || outcome === undefined || by === undefined) return null;
  if (score === undefined || chance === undefined || answer === undefined) return null;
  if (zooms === undefined || ious === undefined) return null;
  const item = items.get(row) ?? questionId;
  return {
    ...{ predictionId, questionId, questionSha, item, attempt, task, split, pageId, issueId },
    ...{ outcome, by, score, chance, answer, writer, zooms, ious },
  };
}
