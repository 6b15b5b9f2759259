import * as z from "zod";
import type { ComponentName } from "../../core/reward/rewardScore.js";
import type { LoggedNumber } from "../../core/rollout/loggedNumber.js";
import type { RolloutRef } from "../rolloutRef.js";
import { rolloutSetSchema } from "./rolloutSet.js";

export type AuditedPart = ComponentName | "total";
/** `match`, `differs`, `not-recomputable`: a part that the row cannot give; `absent`: not logged as a number. */
export const auditVerdicts = ["match", "differs", "not-recomputable", "absent"] as const;
export type AuditVerdict = (typeof auditVerdicts)[number];

export const auditSchemas = {
  audit: z.object({ set: rolloutSetSchema, strategy: z.string().nullable(), tolerance: z.number().positive() }),
  auditRows: z.object({
    set: rolloutSetSchema,
    strategy: z.string().nullable(),
    tolerance: z.number().positive(),
    /** The first part that differs; null: any. */
    part: z.enum(["format", "accuracy", "toolCount", "toolAccuracy", "total"]).nullable(),
    offset: z.number().int().nonnegative(),
    count: z.number().int().positive().max(500),
  }),
} as const;
type Params<K extends keyof typeof auditSchemas> = z.infer<(typeof auditSchemas)[K]>;

export interface AuditedRow {
  readonly ref: RolloutRef;
  readonly step: number | null;
  readonly question: string;
  readonly number: number;
  /** The strategy and the segment that it was audited by. */
  readonly strategy: string;
  readonly parts: readonly {
    readonly part: AuditedPart;
    readonly verdict: AuditVerdict;
    readonly logged: LoggedNumber;
    readonly recomputed: number | null;
  }[];
  /** The first part in the order of `parts` that differs; null when none does. */
  readonly firstDifference: AuditedPart | null;
  readonly byteOffset: number;
}

/** "From step 17 on the log follows strategy X": a change of the rule, with the evidence for it. */
export interface RuleSpan {
  readonly from: number | null;
  readonly to: number | null;
  /** The strategy that the logged totals agree with most; null: with none. */
  readonly strategy: string | null;
  /** Rollouts whose total agrees, of those that could be compared. */
  readonly agreeing: number;
  readonly compared: number;
  /** True where the rows say it themselves (phase and strategy hash of our reward function). */
  readonly isWritten: boolean;
}

export interface SuspectTarget {
  readonly question: string;
  readonly refs: readonly RolloutRef[];
  /** Mean IoU of the rollouts' boxes with each other, and with the target. */
  readonly agreement: number;
  readonly withTarget: number;
  readonly kind: "box" | "answer";
}

export interface AuditSummary {
  readonly rollouts: number;
  /** Counts by part and verdict. */
  readonly counts: Readonly<Record<AuditedPart, Readonly<Record<AuditVerdict, number>>>>;
  readonly differing: number;
  readonly spans: readonly RuleSpan[];
  readonly suspects: readonly SuspectTarget[];
  readonly tolerance: number;
}

export type AuditApi = {
  audit(params: Params<"audit">): Promise<AuditSummary>;
  auditRows(params: Params<"auditRows">): Promise<{ readonly total: number; readonly rows: readonly AuditedRow[] }>;
};
