import type { AuditVerdict } from "../../src/core/reward/auditedPart.js";
import type { RolloutAuditView } from "../../src/protocol/reward/rolloutAuditView.js";

/** One word for a whole reward: that some part differs, else what its logged parts say, the total before all. */
export function overallVerdict({ parts }: Pick<RolloutAuditView, "parts">): AuditVerdict {
  const has = (verdict: AuditVerdict) => parts.some(part => part.verdict === verdict);
  if (has("differs")) return "differs";
  const total = parts.find(({ part }) => part === "total")?.verdict ?? "absent";
  if (total !== "absent") return total;
  return has("match") ? "match" : has("not-recomputable") ? "not-recomputable" : "absent";
}
