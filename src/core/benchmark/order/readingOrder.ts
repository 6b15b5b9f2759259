import type { WholeBox } from "../wholeBox.js";
import { cutPanels, mostPanels } from "./cutPanels.js";
import { hostsOf } from "./hostsOf.js";
import type { OrderDoubt } from "./orderDoubt.js";
import { sure, together, type LaidPanel, type PanelLayout, type Surety } from "./panelLayout.js";
import { placesOf } from "./placesOf.js";

export type ReadingDirection = "ltr" | "rtl";

/** A panel in its place of the reading order. */
export interface OrderedPanel {
  readonly id: string;
  /** From 0 to 1: how surely it is read after the one before it, or first. */
  readonly confidence: number;
  readonly doubts: readonly OrderDoubt[];
  /** From 0; null where the panels stand in no rows. */
  readonly row: number | null;
  /** From 0, from where reading begins; panels above one another within a row, and a panel and its inset, share it. */
  readonly column: number | null;
}

const insetSurety: Surety = { confidence: 0.8, doubts: ["inset"] };

type Held = ReadonlyMap<LaidPanel | null, readonly LaidPanel[]>;

function withInsets(layout: PanelLayout, held: Held): PanelLayout {
  if (layout.kind !== "panel") return { ...layout, parts: layout.parts.map(part => withInsets(part, held)) };
  const insets = held.get(layout.panel);
  if (insets === undefined) return layout;
  const parts = [layout, withInsets(cutPanels(insets), held)];
  // What follows the host may be read before the inset: also the step out of it is less sure, but it begins another part.
  return { kind: "host", parts, between: [insetSurety], ceiling: insetSurety };
}

function layoutOf(panels: readonly LaidPanel[]): PanelLayout {
  const held: Held = panels.length > mostPanels ? new Map([[null, panels]]) : hostsOf(panels);
  return withInsets(cutPanels(held.get(null) ?? []), held);
}

interface Step extends Surety {
  readonly panel: LaidPanel;
}

function steps(layout: PanelLayout, entry: Surety, ceiling: Surety): readonly Step[] {
  if (layout.kind === "panel") return [{ panel: layout.panel, ...entry }];
  const inside = together(ceiling, layout.ceiling);
  return layout.parts.flatMap((part, index) => {
    const between = layout.between[index - 1];
    return steps(part, between === undefined ? entry : together(between, inside), inside);
  });
}

const mirrored = ([left, top, right, bottom]: WholeBox): WholeBox => [-right, top, -left, bottom];

/**
 * Panels in the order in which they are read, by their boxes alone (page pixels): cut into rows, those into columns,
 * those into rows … with tolerance for frames that reach into each other, an inset after the panel that it lies in, and
 * a guess where no cut parts them. Neither the order nor the scale of the input plays a part.
 */
export function readingOrder(
  panels: readonly { readonly id: string; readonly box: WholeBox }[],
  direction: ReadingDirection,
): readonly OrderedPanel[] {
  if (panels.length === 0) return [];
  const byId = panels.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const laid = byId.map(({ box }, at) => ({ at, box: direction === "rtl" ? mirrored(box) : box }));
  const layout = layoutOf(laid);
  const places = placesOf(layout);
  return steps(layout, sure, sure).map(({ panel, confidence, doubts }) => ({
    id: byId[panel.at]?.id ?? "",
    confidence,
    doubts,
    ...(places.get(panel) ?? { row: null, column: null }),
  }));
}
