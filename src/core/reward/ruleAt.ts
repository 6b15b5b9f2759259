import {
  defaultRewardOptions,
  rewardOptionsSchema,
  type PartialRewardOptions,
  type RewardOptions,
} from "./rewardOptions.js";
import type { RewardPartName, RewardRule, RewardTerm, Segment, Strategy, StrategyTerm } from "./strategy.js";

/** Rules by segment. A strategy is asked for its rule once a row, and never changes. */
const known = new WeakMap<Strategy, readonly RewardRule[]>();

/**
 * The rule that a strategy pays by at a step: the segment [from, to) that holds it. Null outside all segments, and where
 * the step is unknown and the segments are not one that is open at both ends.
 */
export function ruleAt(strategy: Strategy, step: number | null): RewardRule | null {
  const index = strategy.segments.findIndex(segment => holds(segment, step));
  return rulesOf(strategy)[index] ?? null;
}

/** The rules of all segments, in their order. */
export function rulesOf(strategy: Strategy): readonly RewardRule[] {
  const made = known.get(strategy) ?? strategy.segments.map(segment => ruleOf(strategy, segment));
  known.set(strategy, made);
  return made;
}

function holds({ from, to }: Segment, step: number | null): boolean {
  if (step === null) return from === null && to === null;
  return (from === null || step >= from) && (to === null || step < to);
}

function ruleOf(strategy: Strategy, segment: Segment): RewardRule {
  const options = withOptions(strategy.options, segment.options);
  const terms = segment.terms.flatMap(term => spelledOut(term, options));
  return { strategy: strategy.id, terms, options, seed: strategy.seed };
}

/** The recommended options with some replaced, the later ones last. */
export function withOptions(...layers: readonly PartialRewardOptions[]): RewardOptions {
  return rewardOptionsSchema.parse(Object.assign({}, defaultRewardOptions, ...layers));
}

/** A term of the warm start as the parts that its option names. */
function spelledOut({ part, weight, when }: StrategyTerm, options: RewardOptions): readonly RewardTerm[] {
  if (part !== "warmStart") return [{ part, weight, when }];
  return warmStartParts(options.warmStart).map(paid => ({ part: paid, weight, when }));
}

function warmStartParts(rule: RewardOptions["warmStart"]): readonly RewardPartName[] {
  switch (rule) {
    case "count":
      return ["toolCount"];
    case "any":
      return ["anyCrop"];
    case "format+count":
      return ["format", "toolCount"];
    case "count+iou":
      return ["toolCount", "toolAccuracy"];
    case "format+count+iou":
      return ["format", "toolCount", "toolAccuracy"];
  }
}
