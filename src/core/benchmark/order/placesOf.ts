import type { LaidPanel, PanelLayout } from "./panelLayout.js";

/** Row and column of a panel, from 0; null where the layout has none. */
export interface PanelPlace {
  readonly row: number | null;
  readonly column: number | null;
}

function panelsOf(layout: PanelLayout): readonly LaidPanel[] {
  return layout.kind === "panel" ? [layout.panel] : layout.parts.flatMap(panelsOf);
}

type Placed = readonly (readonly [LaidPanel, PanelPlace])[];

const allAt = (layout: PanelLayout, place: PanelPlace): Placed => panelsOf(layout).map(panel => [panel, place]);

function placesInRow(layout: PanelLayout, row: number): Placed {
  switch (layout.kind) {
    case "panel":
    case "host":
      return allAt(layout, { row, column: 0 });
    case "columns":
      return layout.parts.flatMap((part, column) => allAt(part, { row, column }));
    case "rows":
    case "irregular":
      return allAt(layout, { row, column: null });
    default: {
      const never: never = layout;
      return never;
    }
  }
}

/** Columns of more than two panels each are no row of the page. */
const isOneRow = (layout: PanelLayout) =>
  layout.kind === "columns" && layout.parts.every(part => panelsOf(part).length <= 2);

/** Where each panel stands, in rows and columns, as far as the cuts gave some. */
export function placesOf(layout: PanelLayout): ReadonlyMap<LaidPanel, PanelPlace> {
  if (layout.kind === "rows") return new Map(layout.parts.flatMap((part, row) => placesInRow(part, row)));
  if (layout.kind === "panel" || isOneRow(layout)) return new Map(placesInRow(layout, 0));
  return new Map(allAt(layout, { row: null, column: null }));
}
