import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { formatNumber } from "../formatNumber.js";
import { useVirtualWindow } from "../useVirtualWindow.js";

/** CSS pixels; the style sheet says the same. */
const rowHeight = 20;
const placeWidth = 56;
/** Between two columns, and at the sides: the style sheet says the same. */
const gap = 16;

interface PlaceTableProps {
  readonly label: string;
  /** The first one is that of the places. */
  readonly heads: readonly string[];
  readonly places: readonly number[];
  /** What stands in a row and in the column of a line; empty where the line has nothing. */
  readonly cell: (row: number, line: number) => string;
  /** Least width of a line's column, CSS pixels: more than fit are scrolled to. */
  readonly least?: number;
  /** The buttons that copy it. */
  readonly children?: ComponentChildren;
}

/** A chart as numbers, place by place. Only the rows in sight are there. */
export function PlaceTable({ label, heads, places, cell, least = 0, children }: PlaceTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const visible = useVirtualWindow(scroller, {
    count: places.length,
    itemSize: rowHeight,
    isHorizontal: false,
    overscan: 8,
  });
  const lines = heads.slice(1);
  const grid = {
    gridTemplateColumns: `${String(placeWidth)}px repeat(${String(lines.length)}, minmax(${String(least)}px, 1fr))`,
  };
  const widest = least === 0 ? "0" : `${String(placeWidth + (least + gap) * lines.length)}px`;
  return (
    <div class="values num" role="table" aria-label={label} aria-rowcount={places.length + 1}>
      <div class="row head" role="row" aria-rowindex={1} style={{ ...grid, minWidth: widest }}>
        {heads.map((head, i) => (
          <span key={i} role="columnheader" class="cut" title={head}>
            {head}
          </span>
        ))}
      </div>
      <div class="rows" style={{ minWidth: widest }} role="rowgroup" ref={scroller} tabindex={0} aria-label={label}>
        <div role="presentation" style={{ height: `${String(visible.length)}px` }}>
          {visible.items.map(({ index, start }) => (
            <div
              key={index}
              class="row"
              role="row"
              aria-rowindex={index + 2}
              style={{ ...grid, transform: `translateY(${String(start)}px)` }}
            >
              <span role="rowheader">{formatNumber.short(places[index] ?? 0, 6)}</span>
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
