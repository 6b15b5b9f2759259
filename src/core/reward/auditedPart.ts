import { componentNames } from "./rewardScore.js";

/** What of a reward is audited: its parts, then the total. In this order one asks which part differs first. */
export const auditedParts = [...componentNames, "total"] as const;
export type AuditedPart = (typeof auditedParts)[number];

/**
 * `not-recomputable`: the row lacks what the rule asks for. `absent`: the trainer logged no number, be it that the key is
 * missing, is null, or holds some text. A logged NaN or infinity is neither: where the rule gives a number it differs.
 */
export const auditVerdicts = ["match", "differs", "not-recomputable", "absent"] as const;
export type AuditVerdict = (typeof auditVerdicts)[number];
