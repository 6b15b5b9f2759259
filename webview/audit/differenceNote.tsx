import type { AuditedPart } from "../../src/core/reward/auditedPart.js";
import type { RolloutAuditView } from "../../src/protocol/reward/rolloutAuditView.js";
import type { ViewStringKey } from "../../src/protocol/viewStrings.js";
import { loggedText } from "../loggedText.js";
import { signedText } from "../signedText.js";
import type { Translate } from "../translate.js";
import { viewContext } from "../viewContext.js";
import { causeWords } from "./causeWords.js";

const names: Readonly<Record<AuditedPart, ViewStringKey>> = {
  format: "rewardFormat",
  accuracy: "rewardAccuracy",
  toolCount: "rewardCount",
  toolAccuracy: "rewardIou",
  total: "rewardTotal",
};

/** By how much the first part differs: what would have to be added to the log. */
function differenceText({ parts, firstDifference }: RolloutAuditView, t: Translate): string {
  const value = parts.find(({ part }) => part === firstDifference);
  if (value === undefined) return "";
  const { part, logged, recomputed } = value;
  if (logged.kind !== "number" || recomputed === null)
    return t("differsNoNumber", t(names[part]), loggedText(logged, t));
  return t("differsBy", t(names[part]), signedText(recomputed - logged.value, 3));
}

/** Where the log differs, why, and how many rollouts share it, with the way to them. */
export function DifferenceNote({ audit }: { readonly audit: RolloutAuditView }) {
  const model = viewContext.use();
  const { t } = model;
  if (audit.firstDifference === null) return null;
  const { cause, shared } = audit;
  const why = cause === null ? [t("causeNone")] : causeWords(cause, t);
  const many = t(cause === null ? "differsSharedPart" : "differsShared", shared.rollouts, shared.of);
  return (
    <p class="cause">
      {[differenceText(audit, t), ...why, many].join(" ")}{" "}
      <button type="button" class="link" onClick={() => model.run(model.host.showDiffering(null))}>
        {t("showDiffering")}
      </button>
    </p>
  );
}
