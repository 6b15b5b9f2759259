import type { PlainTable } from "../../src/core/reward/tableText.js";
import { comparedFigures, type ComparedFigure } from "../../src/core/simulate/miniature/comparedFigure.js";
import {
  comparisonWindows,
  type ComparisonAlign,
  type ComparisonPair,
  type ComparisonWindow,
} from "../../src/core/simulate/miniature/miniatureComparison.js";
import type { MiniatureStringKey } from "../../src/protocol/simulate/miniatureStrings.js";
import { Icon } from "../icon.js";
import { ChoiceField } from "../strategies/choiceField.js";
import { armLabels } from "./armLabels.js";
import { boundText } from "./boundText.js";
import { CopyTable } from "./copyTable.js";
import { miniatureContext } from "./miniatureContext.js";
import { pairRows, type PairRow } from "./pairRows.js";
import type { ShownComparison } from "./shownComparison.js";

const windowTexts: Readonly<Record<ComparisonWindow, MiniatureStringKey>> = {
  area: "windowArea",
  early: "windowEarly",
  middle: "windowMiddle",
  end: "windowEnd",
};

/** Three shapes, so that a verdict is seen without colour. */
const verdicts: Readonly<Record<ComparisonPair["verdict"], readonly [shape: string, word: MiniatureStringKey]>> = {
  above: ["▲", "verdictAbove"],
  straddles: ["–", "verdictStraddles"],
  below: ["▼", "verdictBelow"],
};

function Difference({ pair }: { readonly pair: ComparisonPair | null }) {
  const { t } = miniatureContext.use();
  if (pair === null) return <td />;
  const [shape, word] = verdicts[pair.verdict];
  return (
    <td>
      <span role="img" class="verdict" aria-label={t(word)} title={t(word)}>
        {shape}
      </span>{" "}
      {boundText.signed(pair.difference, t)}
    </td>
  );
}

const alignTexts: Readonly<Record<ComparisonAlign, MiniatureStringKey>> = {
  step: "fromStep",
  "last-phase": "fromLastPhase",
};

/** Two arms: one line for each alignment, the chosen one in full strength. */
function PairLines({ row, names }: { readonly row: PairRow; readonly names: readonly string[] }) {
  const { t, align } = miniatureContext.use();
  const { first, second, aligned, disagreeing } = row;
  const windows = disagreeing.map(window => t(windowTexts[window])).join(", ");
  return (
    <tbody>
      <tr>
        <th class="l pair" scope="rowgroup" colSpan={comparisonWindows.length + 1}>
          {t("pairName", names[first] ?? "", names[second] ?? "")}
          {disagreeing.length > 0 && (
            <span class="disagrees">
              <Icon name="warn" class="warn" /> {t("windowDisagrees", windows)}
            </span>
          )}
        </th>
      </tr>
      {aligned.map(one => (
        <tr key={one.align} class={one.align !== null && one.align !== align.value ? "other" : ""}>
          <th class="l from" scope="row">
            {t(one.align === null ? "fromEither" : alignTexts[one.align])}
          </th>
          {one.cells.map((pair, column) => (
            <Difference key={comparisonWindows[column]} pair={pair} />
          ))}
        </tr>
      ))}
    </tbody>
  );
}

function PairTools({ shown, names }: { readonly shown: ShownComparison; readonly names: readonly string[] }) {
  const { t, pairFigure, pairArm } = miniatureContext.use();
  const { arms } = shown.comparison;
  const isFigure = (value: string): value is ComparedFigure => comparedFigures.some(figure => figure === value);
  return (
    <>
      <ChoiceField
        label={t("pairsOf")}
        value={pairFigure.value}
        choices={comparedFigures.map(figure => ({ value: figure, text: t(figure) }))}
        onChange={value => {
          if (isFigure(value)) pairFigure.value = value;
        }}
      />
      {arms.length > 2 && (
        <ChoiceField
          label={t("pairArms")}
          isLabelHidden={true}
          value={pairArm.value ?? ""}
          choices={[
            { value: "", text: t("allPairs") },
            ...arms.map(({ strategy }, i) => ({ value: strategy, text: t("pairsWith", names[i] ?? "") })),
          ]}
          onChange={value => (pairArm.value = value === "" ? null : value)}
        />
      )}
    </>
  );
}

/** Differences seed by seed, over each window and counted from both places, with where their intervals lie. */
export function PairsTable({ shown }: { readonly shown: ShownComparison }) {
  const { t, pairFigure, pairArm } = miniatureContext.use();
  const { comparison } = shown;
  const names = armLabels(shown.arms);
  const arm = comparison.arms.findIndex(({ strategy }) => strategy === pairArm.value);
  const rows = pairRows(comparison, pairFigure.value, arm < 0 ? null : arm);
  const copied = (): PlainTable => ({
    head: (
      ["figure", "first", "second", "countedFrom", "window", "difference", "low", "high", "seeds", "verdict"] as const
    ).map(key => t(key)),
    rows: comparison.pairs.map(({ figure, first, second, align, window, difference, verdict }) => [
      ...[t(figure), names[first] ?? "", names[second] ?? "", t(alignTexts[align]), t(windowTexts[window])],
      ...[difference.mean, difference.low, difference.high, difference.n, t(verdicts[verdict][1])],
    ]),
  });
  if (comparison.arms.length < 2) return <p class="sentence">{t("onePairless")}</p>;
  return (
    <section aria-label={t("pairs")}>
      <div class="bar sub wrap">
        <h3>{t("pairs")}</h3>
        <PairTools {...{ shown, names }} />
        <span class="sp" />
        <CopyTable table={copied} />
      </div>
      {rows.length === 0 ? (
        <p class="sentence">{t("noPair")}</p>
      ) : (
        <div class="tablescroll">
          <table class="num pairs">
            <thead>
              <tr>
                <th class="l" scope="col">
                  {t("countedFrom")}
                </th>
                {comparisonWindows.map(window => (
                  <th key={window} scope="col">
                    {t(windowTexts[window])}
                  </th>
                ))}
              </tr>
            </thead>
            {rows.map(row => (
              <PairLines key={`${String(row.first)} ${String(row.second)}`} {...{ row, names }} />
            ))}
          </table>
        </div>
      )}
      <p class="note line">
        <Icon name="info" />
        <span>{t("pairsNote")}</span>
      </p>
    </section>
  );
}
