import type { ComparisonStatement } from "./miniatureComparison.js";

/**
 * What statements say, with their kinds. The sentences are in `comparisonStrings`, with the values that each takes:
 * strategies, figures and windows by their ids, then numbers.
 */
export const statementKinds = {
  "aligns-opposed": "disagree",
  "aligns-differ": "disagree",
  "ordering-held": "supported",
  "ordering-held-cells": "supported",
  "ordering-held-zoom": "supported",
  "calls-kept": "supported",
  "ordering-not-shown": "not-supported",
  "ordering-reversed": "not-supported",
  "ordering-not-examined": "not-supported",
  "ordering-not-there": "not-supported",
  "doubt-depends": "not-supported",
  "doubt-settings-only": "not-supported",
  "doubt-sometimes": "not-supported",
  "doubt-none": "not-supported",
  "calls-lost-against": "not-supported",
  "calls-lost": "not-supported",
  "fewer-calls": "not-supported",
  "other-differences": "not-supported",
  "no-language-model": "not-supported",
  "one-seed": "caution",
  "few-seeds": "caution",
  "screen-seeds": "caution",
  "steps-not-examined": "caution",
  "assumptions-not-examined": "caution",
  "strategies-not-examined": "caution",
} as const satisfies Record<string, ComparisonStatement["kind"]>;
export type StatementCode = keyof typeof statementKinds;

export const statement = (code: StatementCode, ...values: ComparisonStatement["values"]): ComparisonStatement => ({
  kind: statementKinds[code],
  code,
  values: [...values],
});
