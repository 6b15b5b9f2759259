import { useMemo } from "preact/hooks";
import type { PlainTable } from "../../src/core/reward/tableText.js";
import { valueText } from "../metrics/valueText.js";
import { CopyTable } from "./copyButtons.js";
import { chartData } from "./chartData.js";
import type { ChartKind } from "./chartKinds.js";
import type { ChartLine } from "./chartLines.js";
import { lineName } from "./lineName.js";
import { PlaceTable } from "./placeTable.js";
import { strategiesContext } from "./strategiesContext.js";

interface ChartTableProps {
  readonly kind: ChartKind;
  readonly lines: readonly ChartLine[];
}

/** The same chart as numbers, place by place; what a curve leaves out is an empty cell. */
export function ChartTable({ kind, lines }: ChartTableProps) {
  const model = strategiesContext.use();
  const { t, align } = model;
  const [places, ...columns] = useMemo(() => chartData(lines), [lines]);
  const heads = [
    t(align.value === "step" ? "tableStep" : "tablePlace"),
    ...lines.map(line => lineName(line, kind, model)),
  ];
  const full = (): PlainTable => ({
    head: heads,
    rows: places.map((place, row) => [place, ...columns.map(column => column[row] ?? null)]),
  });
  const cell = (row: number, line: number) => {
    const value = columns[line]?.[row];
    return typeof value === "number" ? valueText.short(value) : "";
  };
  return (
    <PlaceTable label={t(kind.title)} {...{ heads, places, cell }}>
      <CopyTable table={full} />
    </PlaceTable>
  );
}
