import type { OwnScore } from "./ownScore.js";
import type { RewardBreakdown } from "./rewardBreakdown.js";
import { componentNames, type ComponentName } from "./rewardScore.js";
import type { RewardTerm } from "./strategy.js";

/**
 * One line of a rollout's reward as text: what it is about and its value. The words are the host's: `not-recomputable`,
 * `closed` (a gate that does not let a term pay) and `none` are codes of values.
 */
export interface BreakdownLine {
  readonly key: BreakdownKey;
  readonly value:
    | { readonly kind: "number"; readonly text: string }
    | { readonly kind: "not-recomputable" | "closed" | "none" }
    | { readonly kind: "word"; readonly word: string }
    | { readonly kind: "own"; readonly score: Exclude<OwnScore, { kind: "scored" }> | null };
}

export type BreakdownKey =
  | { readonly kind: "strategy" | "total" | "advantage" | "group-mean" | "group-spread" | "flat" }
  | { readonly kind: "component"; readonly component: ComponentName }
  /** A summand: `weight × part` with its gates as `part > number`. */
  | { readonly kind: "term"; readonly formula: string }
  /** A part that own code returned, under its name. */
  | { readonly kind: "own-part"; readonly name: string }
  | { readonly kind: "own-problem" };

/** Six decimals, and never a minus before nothing: the text is compared line by line. */
function digits(value: number): string {
  const text = value.toFixed(6);
  return Number(text) === 0 ? "0.000000" : text;
}

const numberOr = (value: number | null, kind: "not-recomputable" | "none"): BreakdownLine["value"] =>
  value === null ? { kind } : { kind: "number", text: digits(value) };

function formulaOf({ part, weight, when }: RewardTerm): string {
  const gates = when.map(gate => ` [${gate.part} > ${gate.above}]`);
  return `${weight} × ${part}${gates.join("")}`;
}

function termLine({ term, isOpen, pays }: RewardBreakdown["terms"][number]): BreakdownLine {
  const value = isOpen === false ? ({ kind: "closed" } as const) : numberOr(pays, "not-recomputable");
  return { key: { kind: "term", formula: formulaOf(term) }, value };
}

/** What own code returned beside its score, by name; or why it gave none. */
function ownLines(own: OwnScore | null): readonly BreakdownLine[] {
  if (own?.kind !== "scored") return [{ key: { kind: "own-problem" }, value: { kind: "own", score: own } }];
  const names = Object.keys(own.parts).sort();
  return names.map(name => ({
    key: { kind: "own-part", name },
    value: numberOr(own.parts[name] ?? null, "none"),
  }));
}

/**
 * A rollout's reward as lines for a text comparison: always the same ones first, one part a line, so that two strategies
 * stand beside each other; the terms, in which they differ, come after.
 */
export function breakdownText(breakdown: RewardBreakdown): readonly BreakdownLine[] {
  const { components, terms, total, advantage, groupMean, groupSpread, flat } = breakdown;
  return [
    { key: { kind: "strategy" }, value: { kind: "word", word: breakdown.strategy } },
    ...componentNames.map((component): BreakdownLine => ({
      key: { kind: "component", component },
      value: numberOr(components[component], "not-recomputable"),
    })),
    { key: { kind: "total" }, value: numberOr(total, "not-recomputable") },
    { key: { kind: "group-mean" }, value: numberOr(groupMean, "none") },
    { key: { kind: "group-spread" }, value: numberOr(groupSpread, "none") },
    { key: { kind: "flat" }, value: flat === null ? { kind: "none" } : { kind: "word", word: flat } },
    { key: { kind: "advantage" }, value: numberOr(advantage, "none") },
    ...terms.map(termLine),
    ...(breakdown.own === undefined ? [] : ownLines(breakdown.own)),
  ];
}
