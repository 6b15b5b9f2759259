import * as z from "zod";
import type { Outcome } from "../../core/rollout/outcome.js";
import type { LoggedNumber } from "../../core/rollout/loggedNumber.js";
import { longestNote, longestTag } from "../../core/notes/noteLine.js";
import type { Remarks } from "../../core/notes/noteBook.js";
import { rolloutRefSchema, type RolloutRef } from "../rolloutRef.js";

/** What a person does to a rollout's remarks, or to its question's place on the golden list. */
export const remarkChangeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("note"), text: z.string().max(longestNote) }),
  z.strictObject({ kind: z.literal("tag"), tag: z.string().min(1).max(longestTag), on: z.boolean() }),
  z.strictObject({ kind: z.literal("golden"), on: z.boolean() }),
  z.strictObject({ kind: z.literal("golden-question"), on: z.boolean() }),
]);
export type RemarkChange = z.infer<typeof remarkChangeSchema>;

/** Names a question of the golden list, as its line does. */
const goldenQuestionSchema = z.object({
  run: z.string(),
  group: z.string(),
  question: z.string().nullable(),
  text: z.string(),
});
export type GoldenQuestionRef = z.infer<typeof goldenQuestionSchema>;

const goneSchema = z.object({ run: z.string(), id: z.string(), step: z.number().nullable() });
/** A rollout of the golden list whose text stands in no file any more. */
export type GoneRef = z.infer<typeof goneSchema>;

export const remarksSchemas = {
  remark: z.object({ ref: rolloutRefSchema, change: remarkChangeSchema }),
  knownTags: z.null(),
  goldenList: z.null(),
  goldenSteps: z.object({ question: goldenQuestionSchema }),
  removeGoldenQuestion: z.object({ question: goldenQuestionSchema }),
  removeGone: z.object({ gone: goneSchema }),
} as const;

/** What became of a change. `folder`: of the run whose notes cannot be written. */
export type RemarkOutcome =
  | { readonly kind: "written" }
  | { readonly kind: "no-row" }
  | {
      readonly kind: "failed";
      readonly code: "read-only" | "gone" | "full" | "not-a-file" | "disk";
      readonly folder: string;
      readonly message: string;
    };

/** What is said of the rollout that a view shows. */
export interface RemarksView extends Remarks {
  /** How many other rollouts of its step have the same prompt and response, and so the same remarks. */
  readonly alike: number;
  readonly isQuestionGolden: boolean;
}

/** How a question stands at one step. */
export interface GoldenStep {
  readonly step: number | null;
  readonly phase: "training" | "validation" | null;
  readonly rollouts: number;
  readonly right: number;
  /** Rollouts whose outcome is known. */
  readonly known: number;
  readonly meanScore: number | null;
  /** The first of its rollouts. */
  readonly ref: RolloutRef;
}

/** One entry of the golden list, as it stands now. */
export type GoldenItem =
  | {
      readonly kind: "rollout";
      readonly run: string;
      readonly runName: string;
      readonly id: string;
      readonly step: number | null;
      /** Null: its text stands in no file of the run any more. */
      readonly ref: RolloutRef | null;
      readonly question: string;
      readonly outcome: Outcome | null;
      readonly score: LoggedNumber | null;
      readonly remarks: Remarks;
    }
  | {
      readonly kind: "question";
      readonly run: string;
      readonly runName: string;
      readonly question: GoldenQuestionRef;
      /** The newest step that has it; null: no step does. */
      readonly latest: GoldenStep | null;
      readonly steps: number;
    };

export type RemarksApi = {
  /** Appends what a person said of a rollout to the notes beside its run. */
  remark(params: { ref: RolloutRef; change: RemarkChange }): Promise<RemarkOutcome>;
  /** Tags in use, the most used one first. */
  knownTags(params: null): Promise<readonly string[]>;
  goldenList(params: null): Promise<readonly GoldenItem[]>;
  /** The steps of a question, newest first, at most 200. */
  goldenSteps(params: { question: GoldenQuestionRef }): Promise<readonly GoldenStep[]>;
  removeGoldenQuestion(params: { question: GoldenQuestionRef }): Promise<RemarkOutcome>;
  removeGone(params: { gone: GoneRef }): Promise<RemarkOutcome>;
};
