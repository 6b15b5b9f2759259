import type { AuditCause } from "../../core/reward/auditCause.js";
import type { AuditedValue } from "../../core/reward/auditRollout.js";
import type { AuditedPart } from "../../core/reward/auditedPart.js";
import type { EstimatorId } from "../../core/reward/estimatorId.js";
import type { RewardComponents } from "../../core/reward/rewardScore.js";
import type { RuleSpan } from "../../core/reward/ruleSpan.js";
import type { RolloutRef } from "../rolloutRef.js";

/** What a member of the group comes to under the strategy. Null: not recomputable. */
export interface AuditedMember {
  readonly ref: RolloutRef;
  readonly reward: number | null;
  readonly advantage: number | null;
  readonly components: RewardComponents;
  /** Some part of it differs from what was logged. */
  readonly differs: boolean;
}

/** The reward pane of one rollout: logged beside recomputed, and its advantage in its group. */
export interface RolloutAuditView {
  readonly ref: RolloutRef;
  /** The strategy that it is audited by, and what else can be chosen. */
  readonly strategy: string;
  readonly strategies: readonly string[];
  /** Why this one: chosen; or the log's own at this step (null: the log follows none, and the paper's is taken). */
  readonly by: { readonly kind: "chosen" } | { readonly kind: "log"; readonly span: RuleSpan | null };
  readonly parts: readonly AuditedValue[];
  readonly firstDifference: AuditedPart | null;
  /** How often the tool reward is paid: Eq. 2's 1 + [R_acc > 0]. Null where the rule pays for none, or it is not known. */
  readonly factor: { readonly logged: number | null; readonly recomputed: number | null };
  /** Zoom calls in m of Eq. 3. */
  readonly m: number;
  readonly cause: AuditCause | null;
  /** Rollouts of this step that differ for the same cause (without a cause: in the same part first), this one included. */
  readonly shared: { readonly rollouts: number; readonly of: number };
  readonly estimator: EstimatorId;
  readonly advantage: number | null;
  /** Why the group gives no signal under the strategy; null when it does. */
  readonly flat: string | null;
  /** In file order, as the group strip has them; rows that are no rollouts are left out. */
  readonly members: readonly AuditedMember[];
}
