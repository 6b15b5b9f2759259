import { splitNames } from "../../benchmark/pageRecord.js";
import { taskKinds } from "../../benchmark/taskKinds.js";
import { type AnswerGrade, gradeOutcomes } from "../answerGrade.js";

/** Who says what an answer came to, in the order of their codes. */
export const graders = ["rule", "judge", "human"] as const satisfies readonly AnswerGrade["by"][];

/**
 * Texts of questions as they were asked, by column: what all attempts at one share. Numbers point into lists of names, or
 * into the product's lists of kinds, splits, outcomes and graders.
 */
export interface AskedQuestions {
  readonly ids: readonly string[];
  readonly shas: readonly string[];
  /** Of a set with rotated options all rotations of a question; else the question itself. */
  readonly items: readonly string[];
  readonly tasks: Uint8Array;
  readonly splits: Uint8Array;
  readonly pageNames: readonly string[];
  readonly pages: Uint32Array;
  readonly issueNames: readonly string[];
  readonly issues: Uint32Array;
  readonly writerNames: readonly (string | null)[];
  readonly writers: Uint32Array;
  /** NaN where it cannot be said. */
  readonly chances: Float64Array;
}

/**
 * Grades by column, an attempt a row: what tables are made of. Where a row of objects is mostly pointers, a table of many
 * evaluations is made from these without making any.
 */
export interface GradeColumns {
  readonly asked: AskedQuestions;
  /** Which of `asked` each row is an attempt at. */
  readonly questions: Uint32Array;
  readonly attempts: Uint32Array;
  readonly outcomes: Uint8Array;
  readonly by: Uint8Array;
  /** NaN: no score. */
  readonly scores: Float64Array;
  readonly zooms: Uint32Array;
  /** 1 where the question has targets. */
  readonly targeted: Uint8Array;
  /** Where the IoU values of each row end; they begin where those of the row before end. */
  readonly iouEnds: Uint32Array;
  readonly ious: Float64Array;
}

/** Names in the order of their first appearance. */
class Names<T> {
  readonly known = new Map<T, number>();

  at(name: T): number {
    const found = this.known.get(name);
    if (found !== undefined) return found;
    this.known.set(name, this.known.size);
    return this.known.size - 1;
  }

  get all(): readonly T[] {
    return [...this.known.keys()];
  }
}

/** First attempts at each text of a question, and which of them each grade is of. */
function askedOf(grades: readonly AnswerGrade[]) {
  const keys = new Names<string>();
  const firsts: AnswerGrade[] = [];
  const questions = Uint32Array.from(grades, grade => {
    const place = keys.at(`${grade.task}\n${grade.questionSha}\n${grade.questionId}`);
    if (place === firsts.length) firsts.push(grade);
    return place;
  });
  return { firsts, questions };
}

export function gradeColumns(grades: readonly AnswerGrade[]): GradeColumns {
  const { firsts, questions } = askedOf(grades);
  let end = 0;
  return {
    asked: askedColumns(firsts),
    questions,
    attempts: Uint32Array.from(grades, ({ attempt }) => attempt),
    outcomes: Uint8Array.from(grades, ({ outcome }) => gradeOutcomes.indexOf(outcome)),
    by: Uint8Array.from(grades, ({ by }) => graders.indexOf(by)),
    scores: Float64Array.from(grades, ({ score }) => score ?? NaN),
    zooms: Uint32Array.from(grades, ({ zooms }) => zooms),
    targeted: Uint8Array.from(grades, ({ ious }) => (ious === null ? 0 : 1)),
    iouEnds: Uint32Array.from(grades, ({ ious }) => (end += ious?.length ?? 0)),
    ious: Float64Array.from(grades.flatMap(({ ious }) => ious ?? [])),
  };
}

function askedColumns(firsts: readonly AnswerGrade[]): AskedQuestions {
  const [pages, issues, writers] = [new Names<string>(), new Names<string>(), new Names<string | null>()];
  const columns = {
    ids: firsts.map(({ questionId }) => questionId),
    shas: firsts.map(({ questionSha }) => questionSha),
    items: firsts.map(({ item }) => item),
    tasks: Uint8Array.from(firsts, ({ task }) => taskKinds.indexOf(task)),
    splits: Uint8Array.from(firsts, ({ split }) => splitNames.indexOf(split)),
    pages: Uint32Array.from(firsts, ({ pageId }) => pages.at(pageId)),
    issues: Uint32Array.from(firsts, ({ issueId }) => issues.at(issueId)),
    writers: Uint32Array.from(firsts, ({ writer }) => writers.at(writer)),
    chances: Float64Array.from(firsts, ({ chance }) => chance ?? NaN),
  };
  return { ...columns, pageNames: pages.all, issueNames: issues.all, writerNames: writers.all };
}

/** All rows of several evaluations' grades, as of the shards of one. */
export function joinedColumns(parts: readonly GradeColumns[]): GradeColumns {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  const starts = { asked: startsOf(parts.map(({ asked }) => asked.ids.length)), ious: startsOf(parts.map(iousOf)) };
  const shifted = (column: (part: GradeColumns) => Uint32Array, by: readonly number[]) =>
    Uint32Array.from(parts.flatMap((part, at) => Array.from(column(part), value => value + (by[at] ?? 0))));
  return {
    asked: joinedAsked(parts.map(({ asked }) => asked)),
    questions: shifted(({ questions }) => questions, starts.asked),
    attempts: shifted(({ attempts }) => attempts, []),
    outcomes: Uint8Array.from(parts.flatMap(({ outcomes }) => [...outcomes])),
    by: Uint8Array.from(parts.flatMap(({ by }) => [...by])),
    scores: Float64Array.from(parts.flatMap(({ scores }) => [...scores])),
    zooms: shifted(({ zooms }) => zooms, []),
    targeted: Uint8Array.from(parts.flatMap(({ targeted }) => [...targeted])),
    iouEnds: shifted(({ iouEnds }) => iouEnds, starts.ious),
    ious: Float64Array.from(parts.flatMap(({ ious }) => [...ious])),
  };
}

const iousOf = ({ ious }: GradeColumns): number => ious.length;

function startsOf(sizes: readonly number[]): readonly number[] {
  let end = 0;
  return sizes.map(size => (end += size) - size);
}

function joinedAsked(parts: readonly AskedQuestions[]): AskedQuestions {
  const shifted = (column: (part: AskedQuestions) => Uint32Array, names: (part: AskedQuestions) => number) => {
    const starts = startsOf(parts.map(names));
    return Uint32Array.from(parts.flatMap((part, at) => Array.from(column(part), value => value + (starts[at] ?? 0))));
  };
  return {
    ids: parts.flatMap(({ ids }) => ids),
    shas: parts.flatMap(({ shas }) => shas),
    items: parts.flatMap(({ items }) => items),
    tasks: Uint8Array.from(parts.flatMap(({ tasks }) => [...tasks])),
    splits: Uint8Array.from(parts.flatMap(({ splits }) => [...splits])),
    pageNames: parts.flatMap(({ pageNames }) => pageNames),
    pages: shifted(
      ({ pages }) => pages,
      ({ pageNames }) => pageNames.length,
    ),
    issueNames: parts.flatMap(({ issueNames }) => issueNames),
    issues: shifted(
      ({ issues }) => issues,
      ({ issueNames }) => issueNames.length,
    ),
    writerNames: parts.flatMap(({ writerNames }) => writerNames),
    writers: shifted(
      ({ writers }) => writers,
      ({ writerNames }) => writerNames.length,
    ),
    chances: Float64Array.from(parts.flatMap(({ chances }) => [...chances])),
  };
}
