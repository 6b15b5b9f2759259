import type { AuditCause } from "../../src/core/reward/auditCause.js";
import type { VariantCode } from "../../src/core/reward/rewardVariants.js";
import type { ViewStringKey } from "../../src/protocol/viewStrings.js";
import { causeKeys } from "../../src/protocol/reward/causeKeys.js";
import { formatNumber } from "../formatNumber.js";
import type { Translate } from "../translate.js";

/** Of one box, its call and both IoUs are named. */
const ofCall: Partial<Record<VariantCode, ViewStringKey>> = {
  "not-clamped": "causeNotClampedCall",
  "executed-box": "causeExecutedBoxCall",
};

/** Why the log differs, a sentence for each thing that the trainer does in another way. */
export function causeWords({ codes, call, isWhole }: AuditCause, t: Translate): readonly string[] {
  const sentences = codes.map(code => {
    const key = ofCall[code];
    // With two causes at once the IoU as logged is of both, so neither sentence could give it as its own.
    if (key === undefined || call === null || codes.length > 1) return t(causeKeys[code]);
    const iou = (value: number) => formatNumber.fixed(value, 3);
    return t(key, call.index + 1, iou(call.logged), iou(call.recomputed));
  });
  return isWhole ? sentences : [...sentences, t("causePartOnly")];
}
