import type { AuditVerdict } from "../../src/core/reward/auditedPart.js";
import type { RolloutAuditView } from "../../src/protocol/reward/rolloutAuditView.js";
import type { ViewStringKey } from "../../src/protocol/viewStrings.js";
import { Icon } from "../icon.js";
import { viewContext } from "../viewContext.js";
import { overallVerdict } from "./overallVerdict.js";

const verdictWords: Readonly<Record<AuditVerdict, ViewStringKey>> = {
  match: "auditMatches",
  differs: "auditDiffers",
  "not-recomputable": "auditNotRecomputable",
  absent: "auditNothingLogged",
};

/** The strategy that the rollout is audited by; the log's own comes first and stays the choice for other rollouts. */
function StrategyField({ audit }: { readonly audit: RolloutAuditView }) {
  const { t, auditBy } = viewContext.use();
  const isFollowed = audit.by.kind === "log" && audit.by.span?.strategy === audit.strategy;
  const asLog =
    audit.by.kind === "chosen" ? t("auditAsLog", "") : t(isFollowed ? "auditAsLog" : "auditAsLogNone", audit.strategy);
  const take = (value: string) => (auditBy.value = value === "" ? null : value);
  return (
    <select
      class="by"
      aria-label={t("auditStrategy")}
      value={auditBy.value ?? ""}
      onChange={event => take(event.currentTarget.value)}
    >
      <option value="">{asLog}</option>
      {audit.strategies.map(id => (
        <option key={id} value={id}>
          {id}
        </option>
      ))}
    </select>
  );
}

/** What the audit says of the whole reward: an icon where it differs, and words. */
export function AuditBar({ audit }: { readonly audit: RolloutAuditView | null }) {
  const { t, auditFailure, isAuditing } = viewContext.use();
  const verdict = audit === null ? null : overallVerdict(audit);
  const failure = auditFailure.value;
  return (
    <>
      {audit !== null && <StrategyField audit={audit} />}
      <span class="sp" />
      <span class="verdict" role="status">
        {verdict === "differs" && <Icon name="warn" class="warn" />} {verdict !== null && t(verdictWords[verdict])}
        {verdict === null && isAuditing.value && t("auditRunning")}
        {verdict === null && failure !== null && t("auditFailed", failure)}
      </span>
    </>
  );
}
