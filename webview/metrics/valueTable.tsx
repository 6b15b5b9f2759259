import { useMemo, useRef } from "preact/hooks";
import { metricsContext } from "./metricsContext.js";
import { tableRows } from "./tableRows.js";
import { useVirtualWindow } from "../useVirtualWindow.js";

/** CSS pixels; the style sheet says the same. */
const rowHeight = 20;

/** The values of one series, step by step. Of a long table only the rows in sight exist. */
export function ValueTable({ name }: { readonly name: string }) {
  const { t, byName, view, showsReplaced } = metricsContext.use();
  const scroller = useRef<HTMLDivElement>(null);
  const series = byName.value.get(name);
  const steps = view.value?.curves.steps;
  const shows = showsReplaced.value;
  const rows = useMemo(
    () => (series === undefined ? [] : tableRows(series, steps ?? [], shows, t)),
    [series, steps, shows, t],
  );
  const visible = useVirtualWindow(scroller, {
    count: rows.length,
    itemSize: rowHeight,
    isHorizontal: false,
    overscan: 8,
  });
  return (
    <div class="values num" role="table" aria-label={name} aria-rowcount={rows.length + 1}>
      <div class="row head" role="row" aria-rowindex={1}>
        <span role="columnheader">{t("tableStep")}</span>
        <span role="columnheader">{t("tableValue")}</span>
      </div>
      <div class="rows" role="rowgroup" ref={scroller} tabindex={0}>
        <div role="presentation" style={{ height: `${visible.length}px` }}>
          {visible.items.map(({ index, start }) => (
            <div
              key={index}
              class="row"
              role="row"
              aria-rowindex={index + 2}
              style={{ transform: `translateY(${start}px)` }}
            >
              <span role="cell">{rows[index]?.step}</span>
              <span role="cell">{rows[index]?.text}</span>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
