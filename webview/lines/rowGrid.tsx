import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { ShownLine } from "../../src/protocol/lines/linesDeskApi.js";
import { linesContext } from "./linesContext.js";
import type { LinesModel } from "./linesModel.js";
import type { RowColumn } from "./rowCache.js";
import { useRowWindow } from "./useRowWindow.js";
import { visibleText } from "./visibleText.js";

const rowHeight = 22;
const headHeight = 24;

/** Goes by what a key means in a list. True: it was one of ours. */
function takeKey(model: LinesModel, key: string, inSight: number): boolean {
  const at = model.selected.value ?? model.top.value - 1;
  const last = model.rows - 1;
  const goals: Readonly<Record<string, number>> = {
    ...{ ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + inSight, PageUp: at - inSight, Home: 0, End: last },
  };
  const goal = goals[key];
  if (goal !== undefined) model.select(goal);
  return goal !== undefined;
}

/** A value beside others: a string without its quotes, and what cannot be seen by its picture. */
const cellText = (text: string) => visibleText(text.replace(/^"(.*?)"?$/s, "$1"));

const isNumber = (text: string | undefined) =>
  text !== undefined && /^(?:-?[\d.]|NaN|-?Infinity|true|false|null)/.test(text);

function Cells({ line, columns }: { readonly line: ShownLine; readonly columns: readonly RowColumn[] | null }) {
  const { t } = linesContext.use();
  if (columns === null || line.fields === null)
    return (
      <span class="cell whole" role="gridcell" aria-colindex={2} aria-colspan={columns?.length ?? 1}>
        {visibleText(line.text)}
        {line.text.length < line.length && t("loading")}
      </span>
    );
  const values = new Map(line.fields);
  return (
    <>
      {columns.map(({ key, width }, index) => (
        <span
          key={key}
          class={isNumber(values.get(key)) ? `cell num ${width}` : `cell ${width}`}
          role="gridcell"
          aria-colindex={index + 2}
        >
          {cellText(values.get(key) ?? "")}
        </span>
      ))}
    </>
  );
}

interface RowProps {
  readonly row: number;
  /** Null: it is on its way. */
  readonly line: ShownLine | null;
  readonly top: number;
  readonly columns: readonly RowColumn[] | null;
}

function Row({ row, line, top, columns }: RowProps) {
  const model = linesContext.use();
  const { t, selected, search } = model;
  const isSelected = selected.value === row;
  const isFound = search.holds(row);
  return (
    <div
      role="row"
      id={`row-${String(row)}`}
      class={`gridrow${isSelected ? " sel" : ""}${isFound ? " found" : ""}`}
      aria-rowindex={row + 2}
      aria-selected={isSelected}
      data-row={row}
      data-vscode-context={JSON.stringify({ webviewSection: "row", preventDefaultContextMenuItems: true })}
      style={{ transform: `translateY(${String(top)}px)` }}
      onMouseDown={() => model.select(row)}
    >
      <span class="cell rownumber num" role="rowheader" aria-colindex={1}>
        {(row + 1).toLocaleString("en")}
      </span>
      {line === null ? (
        <span class="cell dim" role="gridcell" aria-colindex={2}>
          {t("loading")}
        </span>
      ) : (
        <Cells line={line} columns={columns} />
      )}
    </div>
  );
}

function Head({ columns }: { readonly columns: readonly RowColumn[] | null }) {
  const { t } = linesContext.use();
  return (
    <div class="gridhead" role="row" aria-rowindex={1}>
      <span class="cell rownumber" role="columnheader" aria-colindex={1}>
        {t("row")}
      </span>
      {(columns ?? [{ key: t("text"), width: "whole" }]).map(({ key, width }, index) => (
        <span key={key} class={`cell ${width}`} role="columnheader" aria-colindex={index + 2} title={key}>
          {visibleText(key)}
        </span>
      ))}
    </div>
  );
}

/** The rows of the file, as far as they are in sight. */
export function RowGrid() {
  const model = linesContext.use();
  const { t, cache, selected, goal, hasColumns, init } = model;
  const scroller = useRef<HTMLDivElement>(null);
  const count = model.rows;
  const onScroll = (top: number) => model.scrolledTo(top);
  const { items, height, inSight, scrollTo } = useRowWindow(scroller, { count, rowHeight, headHeight, onScroll });
  const aim = goal.value;
  useLayoutEffect(() => {
    if (aim === null || aim.row >= count) return;
    goal.value = null;
    scrollTo(aim.row, aim.atTop);
  });
  const [from, to] = [items[0]?.row ?? 0, (items.at(-1)?.row ?? -1) + 1];
  const version = cache.version.value;
  useEffect(() => cache.want(from, to), [cache, from, to, version]);
  const columns = hasColumns.value && cache.columns.value.length > 0 ? cache.columns.value : null;
  const isActiveDrawn = selected.value !== null && items.some(({ row }) => row === selected.value);
  const active = isActiveDrawn ? { "aria-activedescendant": `row-${String(selected.value)}` } : {};
  return (
    <div
      ref={scroller}
      class={columns === null ? "rowgrid" : "rowgrid columns"}
      role="grid"
      tabIndex={0}
      aria-label={t("rows", init.name)}
      aria-rowcount={count + 1}
      aria-colcount={(columns?.length ?? 1) + 1}
      {...active}
      onKeyDown={event => {
        if (event.target === scroller.current && takeKey(model, event.key, inSight)) event.preventDefault();
      }}
    >
      <Head columns={columns} />
      <div class="gridrows" role="rowgroup" style={{ height: `${String(height - headHeight)}px` }}>
        {items.map(({ row, top }) => (
          <Row key={row} row={row} line={cache.get(row)} top={top - headHeight} columns={columns} />
        ))}
      </div>
    </div>
  );
}
