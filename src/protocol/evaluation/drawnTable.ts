/** A cell as text; `emphasis` as the paper's tables set the best and the second best. */
export interface DrawnCell {
  readonly text: string;
  readonly emphasis: "best" | "second" | null;
}

export interface DrawnRow {
  readonly label: string;
  readonly origin: "own" | "paper" | "guessing";
  /** In the order of the columns; null: nothing belongs there. */
  readonly cells: readonly (DrawnCell | null)[];
}

/** A table of results in somebody's language, own rows beside the paper's. */
export interface DrawnTable {
  readonly number: string;
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly DrawnRow[];
  readonly notes: readonly string[];
}

export const plainCell = (text: string): DrawnCell => ({ text, emphasis: null });
