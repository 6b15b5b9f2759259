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
  "page-limit",
  "balance",
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** Refused candidates of one task kind by reason. */
export type RefusalCounts = Readonly<Partial<Record<RefusalCode, number>>>;
