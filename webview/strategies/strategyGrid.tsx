import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { StrategyTable } from "../../src/protocol/reward/whatIfApi.js";
import { CellNote } from "./cellNote.js";
import { cellActions } from "./cellActions.js";
import { GridHead } from "./gridHead.js";
import { GridRow } from "./gridRow.js";
import { gridCell, type GridPlace } from "./gridCell.js";
import { strategiesContext } from "./strategiesContext.js";
import type { StrategiesModel } from "./strategiesModel.js";
import { tableRowsOf, type TableRow } from "./tableColumns.js";

/** Letters of the table: Enter lists the cell's rollouts, D compares one, P pins the step, Delete takes the row out. */
function act(key: string, place: GridPlace, table: StrategyTable, rows: readonly TableRow[], model: StrategiesModel) {
  const cell = gridCell.at(table, rows, place);
  const spec = rows[place.row]?.spec;
  const query = cell === null ? null : gridCell.query(cell, table, model.estimator.peek());
  if (key === "Delete" && spec !== undefined) cellActions.remove(model, spec);
  else if (query === null || cell === null) return false;
  else if (key === "Enter") cellActions.list(model, query);
  else if (key === "d" || key === "D") cellActions.diffFirst(model, query);
  else if (key === "p" || key === "P") cellActions.pinStep(model, cell.set.to);
  else return false;
  return true;
}

/** The table of strategies and steps, a grid that keys walk; below it the cell in words. */
export function StrategyGrid({ table }: { readonly table: StrategyTable }) {
  const model = strategiesContext.use();
  const { t, showsParts } = model;
  const grid = useRef<HTMLTableElement>(null);
  const reached = useSignal<GridPlace>({ row: 0, column: 0 });
  const rows = tableRowsOf(table.strategies, showsParts.value);
  const place = { row: Math.min(reached.value.row, rows.length - 1), column: reached.value.column };
  const go = (to: GridPlace) => {
    reached.value = to;
    grid.current?.querySelector<HTMLElement>(`[data-at="${String(to.row)}:${String(to.column)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLButtonElement && event.key === "Enter") return;
    const to = gridCell.moved(event.key, place, rows.length, gridCell.columns(table));
    if (to !== null) go(to);
    else if (!act(event.key, place, table, rows, model)) return;
    event.preventDefault();
  };
  return (
    <>
      <div class="tablescroll">
        <table
          class="grid num"
          role="grid"
          ref={grid}
          aria-label={t("table")}
          onKeyDown={onKeyDown}
          onFocusIn={event => (reached.value = gridCell.placeOf(event.target) ?? reached.value)}
        >
          <GridHead table={table} />
          <tbody>
            {rows.map((row, index) => (
              <GridRow key={`${row.spec} ${row.part ?? ""}`} {...{ table, row, index, place }} onReach={go} />
            ))}
          </tbody>
        </table>
      </div>
      <CellNote table={table} cell={gridCell.at(table, rows, place)} />
    </>
  );
}
