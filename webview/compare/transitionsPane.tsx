import type { Comparison, Transition } from "../../src/protocol/reward/compareApi.js";
import type { CompareStringKey } from "../../src/protocol/reward/compareStrings.js";
import { Icon } from "../icon.js";
import { compareContext } from "./compareContext.js";
import { CopyTable } from "./copyButtons.js";
import { DifferencesTable } from "./differencesTable.js";
import { figureText } from "./figureText.js";
import { KindField } from "./kindField.js";
import { LoadState } from "./loadState.js";
import { matrixTable, TransitionMatrix } from "./transitionMatrix.js";

const reasons = {
  "empty-side": "reasonEmpty",
  "no-common-question": "reasonNone",
  "few-pairs": "reasonFew",
  "under-half": "reasonHalf",
} as const satisfies Readonly<Record<NonNullable<Comparison["unpairedReason"]>, CompareStringKey>>;

/** The change in accuracy with its interval and its test. */
function PairedLines({ transition, comparison }: { readonly transition: Transition; readonly comparison: Comparison }) {
  const { t } = compareContext.use();
  const { difference, mcnemar, pairs, unknown } = transition;
  const { unpairedLeft, unpairedRight } = comparison;
  return (
    <div class="lines num">
      {difference.value !== null && <b>{t("points", figureText.points(difference.value))}</b>}{" "}
      <span class="dim">{figureText.pointsInterval(difference, t)}</span>
      <p class="dim">{t("pairedLine", pairs, mcnemar.c, mcnemar.b, figureText.p(mcnemar.p, t))}</p>
      {unknown > 0 && <p class="dim">{t("unknownLine", unknown)}</p>}
      {unpairedLeft + unpairedRight > 0 && <p class="dim">{t("unpairedLine", unpairedLeft, unpairedRight)}</p>}
    </div>
  );
}

/** Says why there are no pairs, and compares by task kind instead. */
function Unpaired({ comparison }: { readonly comparison: Comparison }) {
  const { t } = compareContext.use();
  const { unpairedReason, unpairedLeft, unpairedRight, pairs } = comparison;
  if (unpairedReason === null) return null;
  return (
    <>
      <p class="note line" role="status">
        <Icon name="info" />
        <span>{t(reasons[unpairedReason], unpairedLeft + pairs, unpairedRight + pairs, pairs)}</span>
      </p>
      <DifferencesTable differences={comparison.differences} />
    </>
  );
}

/** What became of the questions from the left side to the right one: as pairs where they are pairs. */
export function TransitionsPane() {
  const { t, comparison, taskKind, nameOf } = compareContext.use();
  const value = comparison.state.value.value;
  if (value === null) return <LoadState of={comparison} />;
  const transition = value.transitions.find(one => one.taskKind === taskKind.value);
  const [left, right] = [value.sides[value.left], value.sides[value.right]];
  if (left === undefined || right === undefined) return null;
  const names = [nameOf(left), nameOf(right)] as const;
  return (
    <section class="transitions" aria-label={t("transitions")}>
      <div class="bar">
        <h2>{t("transitions")}</h2>
        <span class="sp" />
        <KindField kinds={value.taskKinds} />
        {transition !== undefined && <CopyTable table={() => matrixTable(transition, names, t)} />}
      </div>
      <LoadState of={comparison} />
      {transition !== undefined && <TransitionMatrix transition={transition} names={names} />}
      {transition !== undefined && <PairedLines transition={transition} comparison={value} />}
      <Unpaired comparison={value} />
    </section>
  );
}
