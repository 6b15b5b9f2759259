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
] as const;

export type QuickFilter = (typeof quickFilters)[number];
