/** How a node of the tree looks: plain data, so that it can be tested without a window. */
export interface TreeFace {
  readonly label: string;
  /** Dimmed text behind the label: what one scans the list for. */
  readonly description: string;
  /** Lines of plain text. May hold text that a model wrote: it must be escaped before it is rendered. */
  readonly tooltip: readonly string[];
  readonly icon: { readonly id: string; readonly color: string | null };
  /** What a screen reader says instead of label and description. */
  readonly spoken: string;
}
