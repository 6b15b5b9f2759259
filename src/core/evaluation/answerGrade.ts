import type { SplitName } from "../benchmark/pageRecord.js";
import type { TaskKind } from "../benchmark/taskKinds.js";

/**
 * What an attempt at a question comes to. `unparsed`, `truncated`, `refused`, `empty` and `failed` were asked and are not
 * right: they stay in the denominator, each with its own count (facts: benchmark 2.3 and 2.4-6). `unjudged` and
 * `judge-failed` are in no mean and are counted beside it (evaluation 6.1); so are `stale` ones, whose question has
 * changed since.
 */
export const gradeOutcomes = [
  "correct",
  "wrong",
  "unparsed",
  "truncated",
  "refused",
  "empty",
  "failed",
  "unjudged",
  "judge-failed",
  "excluded",
  "stale",
] as const;
export type GradeOutcome = (typeof gradeOutcomes)[number];

/** An attempt at a question with what it came to, and all that tables group by. */
export interface AnswerGrade {
  readonly predictionId: string;
  readonly questionId: string;
  /** `content_sha` of the question that was asked: two runs are paired where both agree. */
  readonly questionSha: string;
  /** What counts as one: the question, or all rotations of its options together, which are right only together. */
  readonly item: string;
  readonly attempt: number;
  readonly task: TaskKind;
  readonly split: SplitName;
  readonly pageId: string;
  readonly issueId: string;
  readonly outcome: GradeOutcome;
  /** Who says so. */
  readonly by: "rule" | "judge" | "human";
  /** Of a judge that gives one, on its scale; null otherwise. */
  readonly score: number | null;
  /** The share of right answers that guessing gives. */
  readonly chance: number | null;
  /** What was read out of the reply; null: nothing. */
  readonly answer: string | number | null;
  /** The model that wrote question and answer; null: none did. */
  readonly writer: string | null;
  /** Zoom calls, refused ones with them. */
  readonly zooms: number;
  /**
   * IoU of each zoom call with the target that it was matched with, in the order of the calls; surplus and refused ones
   * have 0. Null: the question has no targets.
   */
  readonly ious: readonly number[] | null;
}
