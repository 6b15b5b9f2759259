import type { PlacedCall } from "../src/core/rollout/placedCall.js";
import type { RolloutView } from "../src/protocol/rolloutView.js";
import { codeWords } from "./codeWords.js";
import { fateWords } from "./fateWords.js";
import { formatNumber } from "./formatNumber.js";
import { shareInside } from "./page/shareInside.js";
import { selectCall } from "./selectCall.js";
import type { Translate } from "./translate.js";
import { viewContext } from "./viewContext.js";

function ruleText({ refusedBy, changedBy, executed }: PlacedCall, t: Translate): string {
  if (refusedBy !== null) return fateWords(refusedBy, t);
  if (changedBy.length > 0) return changedBy.map(rule => t(codeWords.cropRule[rule])).join(", ");
  return executed === null ? t("executedUnknown") : t("asRequested");
}

function insideText(placed: PlacedCall, targets: RolloutView["targets"], t: Translate): string {
  const target = placed.target === null ? undefined : targets?.[placed.target];
  if (target === undefined || placed.executed === null) return t("notApplicable");
  const share = shareInside(target.box, placed.executed);
  return share === null ? t("notApplicable") : formatNumber.percent(share, 0);
}

/** The zoom calls in short, where a narrow view has moved the trajectory far below the page. */
export function CallTable({ view }: { readonly view: RolloutView }) {
  const model = viewContext.use();
  const { t } = model;
  if (view.placed.length === 0) return null;
  return (
    <table class="narrow-only">
      <thead>
        <tr>
          <th>{t("tableCall")}</th>
          <th class="l">{t("tableTarget")}</th>
          <th>{t("tableInside")}</th>
          <th>{t("tableIou")}</th>
          <th class="l">{t("tableRule")}</th>
        </tr>
      </thead>
      <tbody>
        {view.placed.map((placed, index) => (
          <tr key={index} class={model.selectedCall.value === index ? "sel" : ""}>
            <td>
              <button
                type="button"
                class="bare"
                aria-label={t("callAnchor", index + 1)}
                onClick={() => selectCall(model, index)}
              >
                <span class={placed.executed === null ? "k req" : "k exec"}>{index + 1}</span>
              </button>
            </td>
            <td class="l">
              {placed.target === null ? (
                t("notApplicable")
              ) : (
                <>
                  <span class="k target">{t("tagTarget", placed.target + 1)}</span>{" "}
                  {view.targets?.[placed.target]?.role}
                </>
              )}
            </td>
            <td>{insideText(placed, view.targets, t)}</td>
            <td>{placed.iou === null ? t("notApplicable") : formatNumber.fixed(placed.iou, 2)}</td>
            <td class="l rule">{ruleText(placed, t)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
