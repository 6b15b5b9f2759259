import type { Outcome } from "../../src/core/rollout/outcome.js";
import type { RolloutView } from "../../src/protocol/rolloutView.js";
import type { ViewStringKey } from "../../src/protocol/viewStrings.js";
import { codeWords } from "../codeWords.js";
import { formatNumber } from "../formatNumber.js";
import type { BarRole } from "../rewardBars.js";
import type { Translate } from "../translate.js";
import { viewContext } from "../viewContext.js";

type Group = RolloutView["group"];

const counts: readonly (readonly [Outcome, ViewStringKey])[] = [
  ["correct", "countCorrect"],
  ["wrong", "countWrong"],
  ["unparsed", "countUnparsed"],
  ["unknown", "countUnknown"],
];

function countText({ members }: Group, t: Translate): string {
  const readable = members.filter(({ isMalformed }) => !isMalformed);
  const texts = counts.flatMap(([outcome, key]) => {
    const count = readable.filter(member => member.outcome === outcome).length;
    return count === 0 ? [] : [t(key, count)];
  });
  const malformed = members.length - readable.length;
  return [...texts, ...(malformed === 0 ? [] : [t("countMalformed", malformed)])].join(", ");
}

/** The mean and spread of the logged scores; what was left out of them is said. */
function meanText({ meanScore, spread }: Group, t: Translate): string | null {
  if (meanScore.value === null) return null;
  const mean = formatNumber.fixed(meanScore.value, 2);
  const { n, left } = meanScore;
  if (spread === null) return left === 0 ? t("groupMean", mean) : t("groupMeanLeft", mean, n, left);
  const sigma = formatNumber.fixed(spread, 2);
  return left === 0 ? t("groupMeanSpread", mean, sigma) : t("groupMeanSpreadLeft", mean, sigma, n, left);
}

function LegendSample({ role }: { readonly role: BarRole }) {
  const { t } = viewContext.use();
  return (
    <span>
      <svg width="18" height="10" aria-hidden="true">
        <rect class={`seg-${role}`} x=".5" y=".5" width="17" height="9" />
      </svg>{" "}
      {t(codeWords.legend[role])}
    </span>
  );
}

/** How the group did, in words, and what the bars below mean. */
export function GroupHead({ group, roles }: { readonly group: Group; readonly roles: readonly BarRole[] }) {
  const { t } = viewContext.use();
  const mean = meanText(group, t);
  return (
    <div class="bar">
      <h2>{t("group")}</h2>
      <span class="counts">{countText(group, t)}</span>
      {mean !== null && <span class="fact dim num wide">{mean}</span>}
      {group.flat !== null && <span class="fact">{t(codeWords.flat[group.flat])}</span>}
      <span class="sp" />
      <span class="legend dim small">
        {roles.map(role => (
          <LegendSample key={role} role={role} />
        ))}
      </span>
    </div>
  );
}
