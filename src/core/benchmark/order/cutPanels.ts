import type { OrderDoubt } from "./orderDoubt.js";
import { sure, type LaidPanel, type PanelBranch, type PanelLayout, type Surety } from "./panelLayout.js";
import { sequenceIrregular } from "./sequenceIrregular.js";
import { splitsAlong, type AxisSplits } from "./splitsAlong.js";

/**
 * How far parts may reach into each other and still be cut, as shares of the shorter panel; each pair is tried when the
 * one before it found no cut, rows first. Slanted sides make neighbours in a row overlap far more than rows do.
 */
const tolerances = [
  { rows: 0.15, columns: 0.1 },
  { rows: 0.15, columns: 0.4 },
  { rows: 0.35, columns: 0.4 },
] as const;

/** More panels than any page has: these are not cut but only sorted. */
export const mostPanels = 400;

const shareOf = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;

function surety(confidence: number, doubt: OrderDoubt): Surety {
  const rounded = shareOf(confidence);
  return rounded === 1 ? sure : { confidence: rounded, doubts: [doubt] };
}

/** The panels of each part, and how surely each part follows the one before. */
interface Cut {
  readonly parts: readonly (readonly LaidPanel[])[];
  readonly between: readonly Surety[];
}

function cutAt({ sorted, reach }: AxisSplits, tolerance: number, loss: number): Cut | null {
  const places = reach.flatMap((value, place) => (place > 0 && value <= tolerance ? [place] : []));
  if (places.length === 0) return null;
  const edges = [0, ...places, sorted.length];
  return {
    parts: edges.slice(1).map((end, index) => sorted.slice(edges[index], end)),
    between: places.map(place => surety(1 - loss * Math.max(0, reach[place] ?? 0), "overlap")),
  };
}

/**
 * How sure it is that columns are meant where no row could be cut. Several columns of several panels each are read by
 * column only if their gutters are far out of line; `nearest` is how far the best cut into rows reaches.
 */
function columnsCeiling(parts: readonly PanelLayout[], nearest: number): Surety {
  const stacks = parts.filter(({ kind }) => kind !== "panel").length;
  if (stacks === 0) return sure;
  if (stacks > 1) return surety(Math.min(0.85, Math.max(0.4, 0.4 + 1.2 * (nearest - 0.15))), "staggered");
  return surety(parts[0]?.kind === "panel" ? 0.95 : 0.9, "beside-stack");
}

const nearestOf = ({ reach }: AxisSplits) => Math.min(...reach.slice(1));

/** Columns cut again into columns, at another tolerance, are columns of the same row: one list of them. */
function flattened(kind: "rows" | "columns", { parts, between }: Cut): Pick<PanelBranch, "parts" | "between"> {
  const children = parts.map(cutPanels);
  const flat = children.map(child => (child.kind === kind ? child : { parts: [child], between: [] }));
  return {
    parts: flat.flatMap(child => child.parts),
    between: flat.flatMap((child, index) => [...between.slice(Math.max(0, index - 1), index), ...child.between]),
  };
}

function cutOf(panels: readonly LaidPanel[]): PanelLayout | null {
  const [downwards, sideways] = [splitsAlong(panels, 1), splitsAlong(panels, 0)];
  for (const tolerance of tolerances) {
    const rows = cutAt(downwards, tolerance.rows, 2);
    if (rows !== null) return { kind: "rows", ...flattened("rows", rows), ceiling: sure };
    const cut = cutAt(sideways, tolerance.columns, 0.8);
    if (cut === null) continue;
    const columns = flattened("columns", cut);
    return { kind: "columns", ...columns, ceiling: columnsCeiling(columns.parts, nearestOf(downwards)) };
  }
  return null;
}

function irregular(panels: readonly LaidPanel[]): PanelLayout {
  const guess: Surety = { confidence: panels.length > mostPanels ? 0 : 0.3, doubts: ["irregular"] };
  const parts = sequenceIrregular(panels, mostPanels).map(panel => ({ kind: "panel", panel }) as const);
  return { kind: "irregular", parts, between: parts.slice(1).map(() => guess), ceiling: guess };
}

/** Panels, none of them inside another, cut into rows and columns again and again; at least one panel. */
export function cutPanels(panels: readonly LaidPanel[]): PanelLayout {
  const [only] = panels;
  if (only !== undefined && panels.length === 1) return { kind: "panel", panel: only };
  return (panels.length > mostPanels ? null : cutOf(panels)) ?? irregular(panels);
}
