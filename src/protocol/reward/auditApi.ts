import * as z from "zod";
import { auditedParts, type AuditedPart, type AuditVerdict } from "../../core/reward/auditedPart.js";
import type { AuditedValue } from "../../core/reward/auditRollout.js";
import type { RuleSpan } from "../../core/reward/ruleSpan.js";
import type { RolloutRef } from "../rolloutRef.js";
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
  readonly byteOffset: number;
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
