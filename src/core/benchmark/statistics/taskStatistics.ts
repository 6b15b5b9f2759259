import { refusalCodes, type RefusalCounts } from "../candidateRefusal.js";
import { splitNames, type SplitName } from "../pageRecord.js";
import { reviewStates, type QuestionRecord, type ReviewState } from "../questionRecord.js";
import type { TaskKind } from "../taskKinds.js";
import { answerBalance, type AnswerShare } from "./answerBalance.js";
import { countBy } from "./countBy.js";
import { taskTraits, type TaskLevel, type TaskSpan } from "./taskTraits.js";

export const answerTypes = ["open", "choice", "integer"] as const;
export type AnswerType = (typeof answerTypes)[number];

/** How many questions have a number of something; null: it is not defined for them. */
export interface NumberCount {
  readonly number: number | null;
  readonly questions: number;
}

/** Table 2's row of a task kind, and what Figure 3 is drawn from. */
export interface TaskStatistics {
  readonly task: TaskKind;
  readonly span: TaskSpan;
  readonly level: TaskLevel;
  readonly questions: number;
  readonly answerTypes: Readonly<Record<AnswerType, number>>;
  readonly splits: Readonly<Record<SplitName, number>>;
  /** By number of options; null: questions that offer none. */
  readonly choices: readonly NumberCount[];
  /** By number of target boxes; null: questions whose relevant panels are not defined. */
  readonly boxes: readonly NumberCount[];
  /** Of those whose boxes are defined; null without one. */
  readonly boxesPerQuestion: number | null;
  /** Share of right answers by guessing, over the questions for which it can be said. */
  readonly chance: number | null;
  readonly answers: readonly AnswerShare[];
  /** Of all questions of the kind, rejected ones too. */
  readonly review: Readonly<Record<ReviewState, number>>;
  readonly refused: RefusalCounts;
}

interface Parts {
  readonly task: TaskKind;
  /** Those that count. */
  readonly questions: readonly QuestionRecord[];
  /** Those and the rejected ones. */
  readonly all: readonly QuestionRecord[];
  /** By reason, as the manifest has them: unchecked names. */
  readonly refused: Readonly<Record<string, number>>;
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Numbers that questions have, smallest first, and null at the end. */
export function numberCounts(numbers: readonly (number | null)[]): readonly NumberCount[] {
  const counts = new Map<number | null, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts]
    .map(([number, questions]) => ({ number, questions }))
    .sort((a, b) => (a.number ?? Infinity) - (b.number ?? Infinity));
}

function knownRefusals(refused: Parts["refused"]): RefusalCounts {
  const known = refusalCodes.filter(code => (refused[code] ?? 0) > 0);
  return Object.fromEntries(known.map(code => [code, refused[code] ?? 0]));
}

/** The figures of one task kind. */
export function taskStatistics({ task, questions, all, refused }: Parts): TaskStatistics {
  const boxCounts = questions.map(({ targets }) => targets?.length ?? null);
  return {
    ...{ task, ...taskTraits[task], questions: questions.length },
    answerTypes: countBy(questions, answerTypes, ({ answer_type }) => answer_type),
    splits: countBy(questions, splitNames, ({ split }) => split),
    choices: numberCounts(questions.map(({ options }) => (options.length === 0 ? null : options.length))),
    boxes: numberCounts(boxCounts),
    boxesPerQuestion: mean(boxCounts.filter(count => count !== null)),
    chance: mean(questions.map(({ chance }) => chance).filter(chance => chance !== null)),
    answers: answerBalance(questions),
    review: countBy(all, reviewStates, ({ review }) => review.state),
    refused: knownRefusals(refused),
  };
}
