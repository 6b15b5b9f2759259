import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { useVirtualWindow } from "../useVirtualWindow.js";

/** CSS pixels; the style sheet says the same. */
const rowHeight = 20;

interface PlaceTableProps {
  readonly label: string;
  /** The first one is that of the places. */
  readonly heads: readonly string[];
  readonly places: readonly number[];
  /** What stands in a row and in the column of a line; empty where the line has nothing. */
  readonly cell: (row: number, line: number) => string;
  /** Least width of a line's column, a CSS length. */
  readonly least?: string;
  /** The buttons that copy it. */
  readonly children: ComponentChildren;
}

/** A chart as numbers, place by place. Only the rows in sight are there. */
export function PlaceTable({ label, heads, places, cell, least = "0", children }: PlaceTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const visible = useVirtualWindow(scroller, {
    count: places.length,
    itemSize: rowHeight,
    isHorizontal: false,
    overscan: 8,
  });
  const lines = heads.slice(1);
  const grid = { gridTemplateColumns: `56px repeat(${String(lines.length)}, minmax(${least}, 1fr))` };
  return (
    <div class="values num" role="table" aria-label={label} aria-rowcount={places.length + 1}>
      <div class="row head" role="row" aria-rowindex={1} style={grid}>
        {heads.map((head, i) => (
          <span key={i} role="columnheader" class="cut" title={head}>
            {head}
          </span>
        ))}
      </div>
      <div class="rows" role="rowgroup" ref={scroller} tabindex={0} aria-label={label}>
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
              {lines.map((_, i) => (
                <span key={i} role="cell">
                  {cell(index, i)}
                </span>
              ))}
            </div>
          ))}
        </div>
      </div>
      {children}
    </div>
  );
}
