/** Why a candidate became no question. */
export const refusalCodes = [
  "no-panels",
  "no-order",
  "unsure-order",
  "no-panel",
  "outside-panel",
  "too-small",
  "crowd",
  "no-action",
  "too-few-actions",
  "no-depth",
  "depth-tie",
  "no-identity",
  "one-panel",
  "same-panel",
  "too-few",
  "no-text",
  "same-text",
  "no-balloon-order",
  "too-few-panels",
  "no-caption",
  "no-model",
  "unsure-text",
  /** Its box reaches over the page's edge: the record was changed by hand. */
  "outside-page",
  /** Two marks that cover each other, so that nobody could tell them apart. */
  "same-place",
  /** A character without an identity, in a panel that is not counted, could be the counted one. */
  "unnamed-others",
  /** Two panels of so different a shape that the shape alone would tell where the picture belongs. */
  "different-shape",
  /** A panel that covers part of another one, so that it cannot be blanked or cut out alone. */
  "overlapping-panels",
  /** No words of the kinds asked for say where its panel stands and fit no other panel. */
  "no-position",
  /** Something of the page could not be imported, so that a count or a place on it may be wrong. */
  "left-out",
  /** Something of the page is of a category without a role, and could be the counted character. */
  "unmapped",
  "page-limit",
  "balance",
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** Refused candidates of one task kind by reason. */
export type RefusalCounts = Readonly<Partial<Record<RefusalCode, number>>>;
