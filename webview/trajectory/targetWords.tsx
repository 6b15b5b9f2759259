import type { PlacedCall } from "../../src/core/rollout/placedCall.js";
import type { RolloutView } from "../../src/protocol/rolloutView.js";
import { formatNumber } from "../formatNumber.js";
import { shareInside } from "../page/shareInside.js";
import { viewContext } from "../viewContext.js";

interface TargetWordsProps {
  readonly placed: PlacedCall;
  readonly targets: RolloutView["targets"];
}

/** The target that a zoom call is judged by, and how much of it the crop holds. */
export function TargetWords({ placed, targets }: TargetWordsProps) {
  const { t } = viewContext.use();
  if (targets === null) return <span class="dim">{t("targetNotKnown")}</span>;
  if (targets.length === 0) return <span class="dim">{t("targetsNone")}</span>;
  const target = placed.target === null ? undefined : targets[placed.target];
  if (target === undefined || placed.target === null)
    return <span class="dim">{t(placed.executed === null ? "notApplicable" : "targetSurplus")}</span>;
  const share = placed.executed === null ? null : shareInside(target.box, placed.executed);
  const inside = share === null ? "" : formatNumber.percent(share, 0);
  return (
    <>
      <span class="k target">{t("tagTarget", placed.target + 1)}</span>{" "}
      {share === null
        ? (target.role ?? "")
        : target.role === null
          ? t("targetInside", inside)
          : t("targetRoleInside", target.role, inside)}
    </>
  );
}
