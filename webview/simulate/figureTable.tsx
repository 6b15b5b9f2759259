import { useMemo } from "preact/hooks";
import type { PlainTable } from "../../src/core/reward/tableText.js";
import type { ComparedFigure } from "../../src/core/simulate/miniature/comparedFigure.js";
import type { SeedMean } from "../../src/core/simulate/miniature/miniatureComparison.js";
import { PlaceTable } from "../strategies/placeTable.js";
import { armLabels } from "./armLabels.js";
import type { ArmLine } from "./armLines.js";
import { boundText } from "./boundText.js";
import { CopyTable } from "./copyTable.js";
import { miniatureContext } from "./miniatureContext.js";
import type { ShownComparison } from "./shownComparison.js";

interface FigureTableProps {
  readonly figure: ComparedFigure;
  readonly shown: ShownComparison;
  readonly lines: readonly ArmLine[];
}

/** Every place of any line, and what each line has there. */
function gridOf(lines: readonly ArmLine[]) {
  const places = [...new Set(lines.flatMap(({ x }) => x))].sort((a, b) => a - b);
  const columns = lines.map(({ x, means }) => {
    const at = new Map(x.map((place, i) => [place, means[i]]));
    return places.map((place): SeedMean | null => at.get(place) ?? null);
  });
  return { places, columns };
}

/** The chart of a figure as numbers: means over seeds with half of their intervals, place by place. */
export function FigureTable({ figure, shown, lines }: FigureTableProps) {
  const { t, align } = miniatureContext.use();
  const { places, columns } = useMemo(() => gridOf(lines), [lines]);
  const names = armLabels(shown.arms);
  const first = t(align.value === "step" ? "tableStep" : "tablePlace");
  const cell = (row: number, line: number) => {
    const value = columns[line]?.[row] ?? null;
    return value === null ? "" : boundText.cell(value, t);
  };
  const full = (): PlainTable => ({
    head: [
      first,
      ...names.flatMap(name => [t("meanOf", name), t("lowOf", name), t("highOf", name), t("seedsOf", name)]),
    ],
    rows: places.map((place, row) => [
      place,
      ...columns.flatMap(column => {
        const value = column[row] ?? null;
        return value === null ? [null, null, null, null] : [value.mean, value.low, value.high, value.n];
      }),
    ]),
  });
  return (
    <>
      <div class="copyline">
        <CopyTable table={full} />
      </div>
      <PlaceTable label={t(figure)} heads={[first, ...names]} least={88} {...{ places, cell }} />
    </>
  );
}
