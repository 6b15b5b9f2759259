/** The quick filters of the tree. Several active ones are combined: a rollout must pass all. */
export const quickFilters = [
  "wrong",
  "unparsed",
  "no-zoom",
  "refused",
  "cut-off",
  "malformed",
  "no-spread",
  "right-low-iou",
  "wrong-high-iou",
  "differs",
] as const;

export type QuickFilter = (typeof quickFilters)[number];

/** True when a filter asks for what only a rollout's text tells; `differs` goes by what the audit found. */
export const needsText = (filters: readonly QuickFilter[]): boolean => filters.some(filter => filter !== "differs");
