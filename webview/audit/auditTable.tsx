import type { AuditedValue } from "../../src/core/reward/auditRollout.js";
import type { AuditedPart } from "../../src/core/reward/auditedPart.js";
import type { RewardPart } from "../../src/core/rollout/rewardPart.js";
import type { RolloutAuditView } from "../../src/protocol/reward/rolloutAuditView.js";
import type { ViewStringKey } from "../../src/protocol/viewStrings.js";
import { formatNumber } from "../formatNumber.js";
import { loggedText } from "../loggedText.js";
import { signedText } from "../signedText.js";
import { viewContext } from "../viewContext.js";

interface AuditTableProps {
  readonly audit: RolloutAuditView;
  /** As logged, for the names of their columns. */
  readonly reward: readonly RewardPart[];
}

const roles: Readonly<Record<AuditedPart, RewardPart["role"]>> = {
  format: "format",
  accuracy: "accuracy",
  toolCount: "count",
  toolAccuracy: "iou",
  total: "total",
};

const beforeFactor: readonly AuditedPart[] = ["format", "accuracy", "toolCount", "toolAccuracy"];

const verdictKeys: Readonly<Record<AuditedValue["verdict"], ViewStringKey>> = {
  match: "verdictMatch",
  differs: "verdictDiffers",
  "not-recomputable": "verdictNotRecomputable",
  absent: "verdictAbsent",
};

function Head({ audit }: { readonly audit: RolloutAuditView }) {
  const { t } = viewContext.use();
  return (
    <thead>
      <tr>
        <th />
        <th>{t("rewardFormat")}</th>
        <th>{t("rewardAccuracy")}</th>
        <th>{t("rewardCount")}</th>
        <th>{audit.m > 1 ? t("rewardSumRoot", audit.m) : t("rewardSum")}</th>
        <th>{t("rewardFactor")}</th>
        <th>{t("rewardTotal")}</th>
        <th>{t("rewardAdvantageOf", audit.estimator)}</th>
      </tr>
    </thead>
  );
}

const valueOf = ({ parts }: RolloutAuditView, part: AuditedPart) => parts.find(one => one.part === part);

function LoggedCell({ audit, part }: { readonly audit: RolloutAuditView; readonly part: AuditedPart }) {
  const { t } = viewContext.use();
  const logged = valueOf(audit, part)?.logged ?? { kind: "absent" };
  const kind = logged.kind === "number" ? "" : "word";
  return (
    <td class={`${part === "total" ? "tot" : ""} ${kind}`} data-role={roles[part]}>
      {loggedText(logged, t)}
    </td>
  );
}

/** A recomputed number; underlined, and named so for those who cannot see it, where the log differs from it. */
function RecomputedCell({ audit, part }: { readonly audit: RolloutAuditView; readonly part: AuditedPart }) {
  const { t } = viewContext.use();
  const value = valueOf(audit, part);
  const number = value?.recomputed ?? null;
  const differs = value?.verdict === "differs";
  const text = number === null ? t("notRecomputable") : formatNumber.short(number, 3);
  const words = t(verdictKeys[value?.verdict ?? "absent"]);
  const classes = [part === "total" && "tot", number === null && "word", differs && "differs"]
    .filter(Boolean)
    .join(" ");
  return (
    <td
      class={classes}
      data-recomputed={roles[part]}
      data-verdict={value?.verdict}
      title={words}
      aria-label={`${text}, ${words}`}
    >
      {text}
    </td>
  );
}

function FactorCell({ value }: { readonly value: number | null }) {
  const { t } = viewContext.use();
  return <td>{value === null ? t("notApplicable") : t("rewardFactorTimes", formatNumber.short(value, 2))}</td>;
}

function Advantage({ audit }: { readonly audit: RolloutAuditView }) {
  const { t } = viewContext.use();
  if (audit.flat !== null || audit.advantage === null)
    return <td class="word">{audit.advantage === null ? t("notRecomputable") : t("notApplicable")}</td>;
  return <td class="tot">{signedText(audit.advantage)}</td>;
}

/** The parts of the reward: as logged, and as the strategy gives them. */
export function AuditTable({ audit, reward }: AuditTableProps) {
  const { t } = viewContext.use();
  return (
    <table class="facts" aria-label={t("reward")}>
      <Head audit={audit} />
      <tbody>
        <tr>
          <td>{t("rewardLogged")}</td>
          {beforeFactor.map(part => (
            <LoggedCell key={part} audit={audit} part={part} />
          ))}
          <FactorCell value={audit.factor.logged} />
          <LoggedCell audit={audit} part="total" />
          <td class="word">{t("notLogged")}</td>
        </tr>
        <tr>
          <td>{t("rewardRecomputed")}</td>
          {beforeFactor.map(part => (
            <RecomputedCell key={part} audit={audit} part={part} />
          ))}
          <FactorCell value={audit.factor.recomputed} />
          <RecomputedCell audit={audit} part="total" />
          <Advantage audit={audit} />
        </tr>
        <tr class="columns">
          <td>{t("rewardColumn")}</td>
          {[...beforeFactor, null, "total" as const].map(part => (
            <td key={part}>{part === null ? "" : (reward.find(({ role }) => role === roles[part])?.name ?? "")}</td>
          ))}
          <td />
        </tr>
      </tbody>
    </table>
  );
}
