import type { WholeBox } from "../wholeBox.js";
import type { OrderDoubt } from "./orderDoubt.js";

/** A panel to be ordered: its place in the list that was given, and its box, mirrored where reading goes right to left. */
export interface LaidPanel {
  readonly at: number;
  readonly box: WholeBox;
}

/** How surely one thing is read after another, from 0 to 1, and what lowers it. */
export interface Surety {
  readonly confidence: number;
  readonly doubts: readonly OrderDoubt[];
}

/**
 * Panels as cuts part them. `rows` are read from the top, `columns` from the side where reading begins; a `host` is read
 * before the insets in it; what no cut parts is `irregular`, in a sequence that is a guess.
 */
export interface PanelBranch {
  readonly kind: "rows" | "columns" | "host" | "irregular";
  readonly parts: readonly PanelLayout[];
  /** At i: how surely part i + 1 follows part i. */
  readonly between: readonly Surety[];
  /** Holds for every step inside. */
  readonly ceiling: Surety;
}

export type PanelLayout = { readonly kind: "panel"; readonly panel: LaidPanel } | PanelBranch;

export const sure: Surety = { confidence: 1, doubts: [] };

/** Both hold: the less sure of the two, with the doubts of both. */
export function together(one: Surety, other: Surety): Surety {
  const doubts = [...new Set([...one.doubts, ...other.doubts])];
  return { confidence: Math.min(one.confidence, other.confidence), doubts };
}
