import type { FactView } from "./factView.js";

const nothing = "";

/** What a row says of its rule: phase and strategy hash. Empty where it says nothing. */
function ruleOf(view: FactView, index: number): string {
  const { rulePhase, strategyHash } = view.at(index);
  return rulePhase === null && strategyHash === null ? nothing : JSON.stringify([rulePhase, strategyHash]);
}

/** The rule that most rows of a step name. */
function ruleOfStep(view: FactView, indexes: Int32Array): string {
  const counts = new Map<string, number>();
  for (const index of indexes) {
    const rule = ruleOf(view, index);
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  let [best, most] = [nothing, 0];
  for (const [rule, count] of counts) if (count > most) [best, most] = [rule, count];
  return best;
}

/**
 * Steps from which on the rows name another rule than before, ascending. Steps whose rows name none are passed over:
 * they say nothing about a change.
 */
export function writtenBreaks(
  view: FactView,
  steps: readonly { readonly step: number | null; readonly indexes: Int32Array }[],
): readonly number[] {
  const breaks: number[] = [];
  let before = nothing;
  for (const { step, indexes } of steps) {
    const rule = step === null ? nothing : ruleOfStep(view, indexes);
    if (step === null || rule === nothing) continue;
    if (before !== nothing && rule !== before) breaks.push(step);
    before = rule;
  }
  return breaks;
}
