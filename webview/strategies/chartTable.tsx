import { useMemo, useRef } from "preact/hooks";
import type { PlainTable } from "../../src/core/reward/tableText.js";
import { valueText } from "../metrics/valueText.js";
import { useVirtualWindow } from "../useVirtualWindow.js";
import { CopyTable } from "./copyButtons.js";
import { chartData } from "./chartData.js";
import type { ChartKind } from "./chartKinds.js";
import type { ChartLine } from "./chartLines.js";
import { lineName } from "./lineName.js";
import { strategiesContext } from "./strategiesContext.js";

/** CSS pixels; the style sheet says the same. */
const rowHeight = 20;

interface ChartTableProps {
  readonly kind: ChartKind;
  readonly lines: readonly ChartLine[];
}

/** The same chart as numbers, place by place; what a curve leaves out is an empty cell. */
export function ChartTable({ kind, lines }: ChartTableProps) {
  const model = strategiesContext.use();
  const { t, align } = model;
  const scroller = useRef<HTMLDivElement>(null);
  const [places, ...columns] = useMemo(() => chartData(lines), [lines]);
  const visible = useVirtualWindow(scroller, {
    count: places.length,
    itemSize: rowHeight,
    isHorizontal: false,
    overscan: 8,
  });
  const heads = [
    t(align.value === "step" ? "tableStep" : "tablePlace"),
    ...lines.map(line => lineName(line, kind, model)),
  ];
  const full = (): PlainTable => ({
    head: heads,
    rows: places.map((place, row) => [place, ...columns.map(column => column[row] ?? null)]),
  });
  const grid = { gridTemplateColumns: `56px repeat(${String(lines.length)}, minmax(0, 1fr))` };
  return (
    <div class="values num" role="table" aria-label={t(kind.title)} aria-rowcount={places.length + 1}>
      <div class="row head" role="row" aria-rowindex={1} style={grid}>
        {heads.map((head, i) => (
          <span key={i} role="columnheader" class="cut" title={head}>
            {head}
          </span>
        ))}
      </div>
      <div class="rows" role="rowgroup" ref={scroller} tabindex={0} aria-label={t(kind.title)}>
        <div role="presentation" style={{ height: `${String(visible.length)}px` }}>
          {visible.items.map(({ index, start }) => (
            <div
              key={index}
              class="row"
              role="row"
              aria-rowindex={index + 2}
              style={{ ...grid, transform: `translateY(${String(start)}px)` }}
            >
              <span role="rowheader">{places[index]}</span>
              {columns.map((column, i) => (
                <span key={i} role="cell">
                  {typeof column[index] === "number" ? valueText.short(column[index]) : ""}
                </span>
              ))}
            </div>
          ))}
        </div>
      </div>
      <CopyTable table={full} />
    </div>
  );
}
