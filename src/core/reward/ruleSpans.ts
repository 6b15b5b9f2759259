import type { RuleCandidate } from "./ruleCandidates.js";
import type { StepEvidence } from "./ruleEvidence.js";
import type { RuleSpan } from "./ruleSpan.js";

/**
 * Rollouts that must speak for a change of the rule before one is seen: so many, and so large a share of a step's telling
 * rollouts. A few wrong rewards in a step are no change.
 */
const changeCost = { rollouts: 2.5, share: 0.04 } as const;
/** A rule that more than this share of the telling rollouts speak against is not the log's. */
const noRuleCost = 0.5;
/** Breaks ties between rules that the data cannot tell apart: the one with fewer terms, then the one listed first. */
const sizeCost = 1e-6;

/** What the steps cost under each state: a candidate, or none of them as the last state. */
interface Costs {
  readonly ofStep: (step: number, state: number) => number;
  readonly entering: readonly number[];
  readonly changing: number;
  readonly states: number;
}

function costsOf(steps: readonly StepEvidence[], candidates: readonly RuleCandidate[]): Costs {
  const telling = steps.map(step => step.telling).sort((a, b) => a - b);
  const median = telling[Math.floor(telling.length / 2)] ?? 0;
  const sizes = [...candidates.map(({ size }) => size), Math.max(0, ...candidates.map(({ size }) => size)) + 1];
  return {
    ofStep: (step, state) => {
      const evidence = steps[step];
      if (evidence === undefined) return 0;
      return state === candidates.length ? noRuleCost * evidence.telling : (evidence.against[state] ?? 0);
    },
    entering: sizes.map((size, state) => sizeCost * (size + state / sizes.length)),
    changing: changeCost.rollouts + changeCost.share * median,
    states: candidates.length + 1,
  };
}

/** Index of the least; the first of equals. */
function least(values: readonly number[]): number {
  return values.reduce((best, value, i) => (value < (values[best] ?? Infinity) ? i : best), 0);
}

/** The cheapest sequence of states over the steps (Viterbi): what speaks against each state, and a price for each change. */
function cheapestStates(count: number, { ofStep, entering, changing, states }: Costs): readonly number[] {
  const from: number[][] = [];
  let sums = entering.map((cost, state) => cost + ofStep(0, state));
  for (let step = 1; step < count; step++) {
    const best = least(sums);
    const changed = (sums[best] ?? 0) + changing;
    const before = sums;
    const origins = before.map((sum, state) => (sum <= changed + (entering[state] ?? 0) ? state : best));
    sums = origins.map((origin, state) => {
      const base = origin === state ? (before[state] ?? 0) : changed + (entering[state] ?? 0);
      return base + ofStep(step, state);
    });
    from.push(origins);
  }
  let state = least(sums.slice(0, states));
  const path = [state];
  for (let step = count - 1; step > 0; step--) {
    state = from[step - 1]?.[state] ?? state;
    path.unshift(state);
  }
  return path;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function spanOf(
  steps: readonly StepEvidence[],
  state: number,
  candidates: readonly RuleCandidate[],
  isWritten: boolean,
): RuleSpan {
  const against = (k: number) => sum(steps.map(step => step.against[k] ?? 0));
  const isAlike = (k: number) => k !== state && Math.abs(against(k) - against(state)) < 1e-9;
  const compared = sum(steps.map(step => step.compared));
  // Without a total to compare every rule fits, which says nothing.
  const isNone = candidates[state] === undefined || (compared === 0 && !isWritten);
  return {
    from: steps[0]?.step ?? null,
    to: steps.at(-1)?.step ?? null,
    strategy: isNone ? null : (candidates[state]?.id ?? null),
    alsoFits: isNone || isWritten ? [] : candidates.flatMap(({ id }, k) => (isAlike(k) ? [id] : [])),
    agreeing: sum(steps.map(step => step.agreeing[state] ?? 0)),
    compared,
    byLoggedParts: sum(steps.map(step => step.byLoggedParts[state] ?? 0)),
    notFinite: sum(steps.map(({ notFinite }) => notFinite)),
    isWritten,
  };
}

/** Consecutive items of equal key, as ranges [from, to). */
function rangesOf<Key>(
  keys: readonly Key[],
): readonly { readonly from: number; readonly to: number; readonly key: Key }[] {
  const ranges: { from: number; to: number; key: Key }[] = [];
  keys.forEach((key, i) => {
    const last = ranges.at(-1);
    if (last?.key === key) last.to = i + 1;
    else ranges.push({ from: i, to: i + 1, key });
  });
  return ranges;
}

/** Steps of which no row says its rule, or all say the same: the rule is as written, else found from the totals. */
function spansAlike(steps: readonly StepEvidence[], candidates: readonly RuleCandidate[]): readonly RuleSpan[] {
  const written = steps[0]?.written ?? null;
  const hash = written?.hash ?? null;
  const state = hash === null ? -1 : candidates.findIndex(({ hashes }) => hashes.includes(hash));
  if (state !== -1) return [spanOf(steps, state, candidates, true)];
  const states = cheapestStates(steps.length, costsOf(steps, candidates));
  return rangesOf(states).map(({ from, to, key }) => spanOf(steps.slice(from, to), key, candidates, false));
}

/**
 * The spans of steps in which the logged totals follow one rule. Rows that name their rule (phase and strategy hash, as our
 * own reward function writes them) are believed; where they do not, or the hash is of no known strategy, the rule is found
 * from the totals. Some disagreeing rollouts make no change of the rule, and rules that the rollouts cannot tell apart are
 * named in `alsoFits`: the span is that of the step before, else of the smallest one.
 * `steps` ascend.
 */
export function ruleSpans(steps: readonly StepEvidence[], candidates: readonly RuleCandidate[]): readonly RuleSpan[] {
  // Rollouts without a step are a span of their own.
  const keys = steps.map(({ step, written }) => JSON.stringify([step === null, written]));
  return rangesOf(keys).flatMap(({ from, to }) => spansAlike(steps.slice(from, to), candidates));
}

/** Place of the span that a step lies in; -1 when it lies in none. */
export function spanAt(spans: readonly RuleSpan[], step: number | null): number {
  return spans.findIndex(({ from, to }) =>
    step === null ? from === null : from !== null && to !== null && from <= step && step <= to,
  );
}

/** The strategy of a step among spans; null when the log follows none there. */
export function spanStrategyAt(spans: readonly RuleSpan[], step: number | null): string | null {
  return spans[spanAt(spans, step)]?.strategy ?? null;
}
