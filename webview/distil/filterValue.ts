import type { FilterResult } from "../../src/core/distil/judgedTrace.js";

/** What a filter measured, or held it against, as text: numbers with three decimals at most. */
export const filterValue = (value: FilterResult["value"]): string =>
  typeof value === "number" ? String(Math.round(value * 1000) / 1000) : (value ?? "");
