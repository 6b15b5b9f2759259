import type { TaskKind } from "../../benchmark/taskKinds.js";
import { gradeOutcomes, type AnswerGrade, type GradeOutcome } from "../answerGrade.js";

/** One thing that is right or wrong: a question, or all rotations of one, over all its attempts. */
export interface CellItem {
  /** The same for the same text of the same question in any evaluation. */
  readonly key: string;
  readonly task: TaskKind;
  readonly issueId: string;
  readonly pageId: string;
  /** Of all rotations together; null where it cannot be said. */
  readonly chance: number | null;
  /** Attempts that count, of these those whose answer could be read, and those that are right. */
  readonly counted: number;
  readonly answered: number;
  readonly right: number;
  readonly grades: readonly AnswerGrade[];
}

export const emptyCounts = (): Record<GradeOutcome, number> => ({
  ...{ correct: 0, wrong: 0, unparsed: 0, truncated: 0, refused: 0, empty: 0, failed: 0 },
  ...{ unjudged: 0, "judge-failed": 0, excluded: 0, stale: 0 },
});

/** In no mean, and counted beside it (facts: evaluation 6.1). */
const leftOut: ReadonlySet<GradeOutcome> = new Set(["unjudged", "judge-failed", "excluded", "stale"]);
const read: ReadonlySet<GradeOutcome> = new Set(["correct", "wrong"]);

/** Grades gathered into items, in the order of their first grades. */
export function cellItems(grades: readonly AnswerGrade[]): readonly CellItem[] {
  const gathered = new Map<string, AnswerGrade[]>();
  for (const grade of grades) {
    const found = gathered.get(grade.item);
    if (found === undefined) gathered.set(grade.item, [grade]);
    else found.push(grade);
  }
  return Array.from(gathered, ([item, own]) => itemOf(item, own)).filter(item => item !== null);
}

function itemOf(item: string, grades: readonly AnswerGrade[]): CellItem | null {
  const [first] = grades;
  if (first === undefined) return null;
  const { task, issueId, pageId } = first;
  const fixed = { task, issueId, pageId, grades };
  if (grades.length === 1) {
    const key = `${item}\n${first.questionSha}`;
    return { key, ...fixed, chance: first.chance, ...tallied([grades]) };
  }
  const questions = new Map(grades.map(grade => [grade.questionId, grade]));
  const key = [item, ...new Set(grades.map(grade => grade.questionSha))].join("\n");
  const chances = Array.from(questions.values(), ({ chance }) => chance);
  const chance = chances.reduce((product, one) => (product === null || one === null ? null : product * one));
  return { key, ...fixed, chance, ...tallied(byAttempt(grades, questions.size)) };
}

/** Only attempts at every rotation count. */
function byAttempt(grades: readonly AnswerGrade[], questions: number): readonly (readonly AnswerGrade[])[] {
  if (questions === 1) return grades.map(grade => [grade]);
  const attempts = new Map<number, AnswerGrade[]>();
  for (const grade of grades) attempts.set(grade.attempt, [...(attempts.get(grade.attempt) ?? []), grade]);
  return [...attempts.values()].filter(({ length }) => length === questions);
}

function tallied(attempts: readonly (readonly AnswerGrade[])[]): Pick<CellItem, "counted" | "answered" | "right"> {
  let [counted, answered, right] = [0, 0, 0];
  for (const attempt of attempts) {
    if (attempt.some(({ outcome }) => leftOut.has(outcome))) continue;
    counted++;
    if (attempt.every(({ outcome }) => read.has(outcome))) answered++;
    if (attempt.every(({ outcome }) => outcome === "correct")) right++;
  }
  return { counted, answered, right };
}

/** How many attempts came to what. */
export function outcomeCounts(items: readonly CellItem[]): Readonly<Record<GradeOutcome, number>> {
  const counts = emptyCounts();
  for (const { grades } of items) for (const { outcome } of grades) counts[outcome]++;
  return counts;
}

/** How many attempts there are in all. */
export const attemptsOf = (counts: Readonly<Record<GradeOutcome, number>>): number =>
  gradeOutcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
