import type { PlainTable } from "../../src/core/reward/tableText.js";
import { comparedFigures } from "../../src/core/simulate/miniature/comparedFigure.js";
import type { ComparisonArm, SeedMean } from "../../src/core/simulate/miniature/miniatureComparison.js";
import { Icon } from "../icon.js";
import { armLabels } from "./armLabels.js";
import { boundText } from "./boundText.js";
import { CopyTable } from "./copyTable.js";
import { miniatureContext } from "./miniatureContext.js";
import type { MiniatureTranslate } from "./miniatureTranslate.js";
import type { ShownComparison } from "./shownComparison.js";

interface EndRow {
  readonly head: string;
  /** One for each arm, as it is shown. */
  readonly cells: readonly string[];
  /** The same as it is copied. */
  readonly copied: readonly (string | number | null)[];
}

const endOf = ({ end }: ComparisonArm, figure: (typeof comparedFigures)[number]): SeedMean =>
  end.find(one => one.figure === figure)?.value ?? { mean: null, low: null, high: null, n: 0 };

/** Figures of the last steps, and then what became of whole trainings. */
function endRows({ comparison }: ShownComparison, t: MiniatureTranslate): readonly EndRow[] {
  const { arms, seeds, steps } = comparison;
  const figures = comparedFigures.map((figure): EndRow => {
    const values = arms.map(arm => endOf(arm, figure));
    return { head: t(figure), cells: values.map(value => boundText.plain(value, t)), copied: values.map(v => v.mean) };
  });
  const counted = (head: string, count: (arm: ComparisonArm) => number): EndRow => ({
    head,
    cells: arms.map(arm => t("countOf", count(arm), seeds.length)),
    copied: arms.map(count),
  });
  // There is no median where half of the seeds never got there: some of the others may have.
  const reached = arms.map(({ stepsToFound, seedsNeverFound: never }) => {
    if (never === seeds.length) return t("neverFound");
    return stepsToFound ?? t("foundLater", steps, never);
  });
  return [
    ...figures,
    {
      head: t("stepsToFound"),
      cells: reached.map(String),
      copied: reached,
    },
    counted(t("seedsNeverFound"), arm => arm.seedsNeverFound),
    counted(t("seedsWithoutCalls"), arm => arm.seedsWithoutCalls),
  ];
}

/** Where every arm has come to: figures down, strategies across. */
export function EndTable({ shown }: { readonly shown: ShownComparison }) {
  const { t } = miniatureContext.use();
  const names = armLabels(shown.arms);
  const rows = endRows(shown, t);
  const copied = (): PlainTable => ({
    head: [t("figure"), ...names],
    rows: rows.map(row => [row.head, ...row.copied]),
  });
  return (
    <section aria-label={t("end")}>
      <div class="bar sub">
        <h3>{t("end")}</h3>
        <span class="sp" />
        <CopyTable table={copied} />
      </div>
      <div class="tablescroll">
        <table class="num end">
          <thead>
            <tr>
              <th class="l" scope="col">
                {t("figure")}
              </th>
              {names.map((name, i) => (
                <th key={i} class="steps" scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ head, cells }) => (
              <tr key={head}>
                <th class="l name" scope="row">
                  {head}
                </th>
                {cells.map((cell, i) => (
                  <td key={i}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="note line">
        <Icon name="info" />
        <span>{t("endNote")}</span>
      </p>
    </section>
  );
}
