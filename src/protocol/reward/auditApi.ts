import * as z from "zod";
import { auditedParts, type AuditedPart, type AuditVerdict } from "../../core/reward/auditedPart.js";
import type { AuditedValue } from "../../core/reward/auditRollout.js";
import type { AuditCause } from "../../core/reward/auditCause.js";
import type { SuspectQuestion } from "../../core/reward/suspectTargets.js";
import type { RuleSpan } from "../../core/reward/ruleSpan.js";
import type { LoggedNumber } from "../../core/rollout/loggedNumber.js";
import { rolloutRefSchema, type RolloutRef } from "../rolloutRef.js";
import type { RolloutAuditView } from "./rolloutAuditView.js";
import { rolloutSetSchema } from "./rolloutSet.js";

export const auditSchemas = {
  audit: z.object({ set: rolloutSetSchema, strategy: z.string().nullable(), tolerance: z.number().positive() }),
  auditRows: z.object({
    set: rolloutSetSchema,
    strategy: z.string().nullable(),
    tolerance: z.number().positive(),
    /** The first part that differs; null: any. */
    part: z.enum(auditedParts).nullable(),
    offset: z.number().int().nonnegative(),
    count: z.number().int().positive().max(500),
  }),
  /** `strategy` null: the one that the log follows at the rollout's step. */
  rolloutAudit: z.object({ ref: rolloutRefSchema, strategy: z.string().nullable() }),
  /** The differing rollouts that are listed in Problems. */
  auditProblems: z.object({
    set: rolloutSetSchema,
    strategy: z.string().nullable(),
    tolerance: z.number().positive(),
    perFile: z.number().int().positive(),
    inAll: z.number().int().positive(),
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
  readonly parts: readonly AuditedValue[];
  /** The first part in the order of `parts` that differs; null when none does. */
  readonly firstDifference: AuditedPart | null;
  /** Why, where another reading of the rule gives what was logged; null when none does. */
  readonly cause: AuditCause | null;
  readonly byteOffset: number;
}

export interface SuspectTarget {
  readonly question: string;
  readonly refs: readonly RolloutRef[];
  /** As in `SuspectQuestion`: by boxes mean IoU, by answers shares of the rollouts. */
  readonly agreement: number;
  readonly withTarget: number;
  readonly kind: SuspectQuestion["kind"];
}

export interface AuditSummary {
  readonly rollouts: number;
  /** Counts by part and verdict. */
  readonly counts: Readonly<Record<AuditedPart, Readonly<Record<AuditVerdict, number>>>>;
  /** Logged values by part and by what they are: a number, NaN, an infinity, null, nothing at all, a text that is no number. */
  readonly loggedKinds: Readonly<Record<AuditedPart, Readonly<Record<LoggedNumber["kind"], number>>>>;
  /** Rollouts with a part that differs, and how many of them differ first in which. */
  readonly differing: number;
  readonly firstDifferences: Readonly<Record<AuditedPart, number>>;
  /** What explains differing rollouts, the most frequent cause first. */
  readonly causes: readonly { readonly codes: AuditCause["codes"]; readonly rollouts: number }[];
  /** Rows that could not be read as rollouts. */
  readonly unread: number;
  readonly spans: readonly RuleSpan[];
  /** The most doubtful ones first, at most a hundred of `suspectCount`. */
  readonly suspects: readonly SuspectTarget[];
  readonly suspectCount: number;
  readonly tolerance: number;
}

export type AuditApi = {
  audit(params: Params<"audit">): Promise<AuditSummary>;
  auditRows(params: Params<"auditRows">): Promise<{ readonly total: number; readonly rows: readonly AuditedRow[] }>;
  /** Null for a row that is no rollout. */
  rolloutAudit(params: Params<"rolloutAudit">): Promise<RolloutAuditView | null>;
  /** The first of each part first, within the limits; `total` counts all that differ. */
  auditProblems(
    params: Params<"auditProblems">,
  ): Promise<{ readonly total: number; readonly rows: readonly AuditedRow[] }>;
};
