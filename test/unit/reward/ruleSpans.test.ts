import { describe, expect, it } from "vitest";
import { defaultTolerance } from "../../../src/core/reward/auditRollout.js";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { ruleCandidates } from "../../../src/core/reward/ruleCandidates.js";
import { RuleEvidence } from "../../../src/core/reward/ruleEvidence.js";
import { ruleSpans, spanStrategyAt } from "../../../src/core/reward/ruleSpans.js";
import { strategyHash } from "../../../src/core/reward/strategyHash.js";
import type { RolloutFacts } from "../../../src/core/reward/rolloutFacts.js";
import { auditedFacts, loggedBy, numbered, ruleOf, type Said } from "./auditedFacts.js";

const target = [100, 100, 300, 300] as const;
/** Rollouts of a step as a model in training makes them: no two alike, and all rules apart. */
const mixture: readonly Said[] = [
  { boxes: [target], targets: [target] },
  { boxes: [[150, 100, 300, 300]], targets: [target], isCorrect: false },
  { boxes: [[100, 100, 400, 300]], targets: [target], isFormatted: false },
  { targets: [target] },
  { targets: [target], isCorrect: false, isFormatted: false },
  { boxes: [target, [500, 500, 900, 900]], targets: [target] },
];

const steps = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const logged = (spec: string, from: number, to: number, only?: "total"): readonly RolloutFacts[] =>
  steps(from, to).flatMap(step => mixture.map(said => loggedBy(auditedFacts({ ...said, step }), spec, only)));

const candidates = ruleCandidates(builtInStrategies);
function spansOf(rollouts: readonly RolloutFacts[]) {
  const evidence = new RuleEvidence(candidates);
  for (const facts of rollouts) evidence.add(facts, { tolerance: defaultTolerance });
  return ruleSpans(evidence.steps(), candidates);
}
const named = (rollouts: readonly RolloutFacts[]) =>
  spansOf(rollouts).map(({ from, to, strategy }) => [from, to, strategy]);

describe("the rules that are looked for", () => {
  it("are each there once: a schedule of other rules is not one of its own", () => {
    const ids = candidates.map(({ id }) => id);
    expect(ids).toContain("rarl");
    expect(ids).not.toContain("single-phase");
    expect(ids).not.toContain("two-phase");
  });

  it("hold a schedule that no other strategies are made of", () => {
    const [rarl] = builtInStrategies;
    const term = { part: "toolCount", weight: 3, when: [] } as const;
    const own = { ...rarl, id: "own", options: {}, seed: 0 };
    const segments = [
      { from: null, to: 5, options: {}, terms: [{ ...term, when: [] }] },
      { from: 5, to: null, options: {}, terms: [{ ...term, weight: 2, when: [] }] },
    ];
    expect(ruleCandidates([...builtInStrategies, { ...own, segments }]).at(-1)?.id).toBe("own");
  });
});

describe("a change of the rule", () => {
  it.each([["with its parts", undefined] as const, ["from totals alone", "total"] as const])(
    "is found at the step where it happens, %s",
    (_, only) => {
      const run = [...logged("rarl-warm-start", 1, 16, only), ...logged("rarl", 17, 40, only)];
      expect(named(run)).toEqual([
        [1, 16, "rarl-warm-start"],
        [17, 40, "rarl"],
      ]);
    },
  );

  it("is found for the built-in two-phase strategy, whatever the order of the rollouts", () => {
    const run = logged("two-phase", 10, 20).toReversed();
    expect(named(run)).toEqual([
      [10, 16, "rarl-warm-start"],
      [17, 20, "rarl"],
    ]);
  });

  it("is found for one step in the middle", () => {
    const one = [1, 2, 3, 4].flatMap(() => logged("vanilla", 6, 6));
    const run = [...logged("rarl", 1, 5), ...one, ...logged("rarl", 7, 9)];
    expect(named(run)).toEqual([
      [1, 5, "rarl"],
      [6, 6, "vanilla"],
      [7, 9, "rarl"],
    ]);
  });

  it("is not seen in a few wrong rewards, nor in steps that fit every rule", () => {
    const nothing = steps(4, 6).map(step => loggedBy(auditedFacts({ ...mixture[4], step }), "rarl"));
    const wrong = (facts: RolloutFacts, i: number) =>
      i % 9 === 0 ? { ...facts, logged: { ...facts.logged, total: numbered(9) } } : facts;
    const run = [...logged("rarl", 1, 3), ...nothing, ...logged("rarl", 7, 12)].map(wrong);
    expect(named(run)).toEqual([[1, 12, "rarl"]]);
  });

  it("is named by nothing where the log follows no known rule", () => {
    const odd = logged("rarl", 5, 9).map(facts => ({
      ...facts,
      logged: { ...facts.logged, total: numbered(0.123 + facts.row) },
    }));
    expect(named([...logged("rarl", 1, 4), ...odd])).toEqual([
      [1, 4, "rarl"],
      [5, 9, null],
    ]);
    expect(spansOf(odd)).toMatchObject([{ agreeing: 0, compared: 30, alsoFits: [] }]);
  });

  it("is known from what rows say of themselves, before any guess", () => {
    const said = (hash: string, phase: string, from: number, to: number) =>
      logged("rarl", from, to).map(facts => ({ ...facts, strategyHash: hash, rulePhase: phase }));
    const [warm, vanilla] = ["rarl-warm-start", "vanilla"].map(id => strategyHash(ruleOf(id)));
    const run = [...said(warm ?? "", "warm", 1, 3), ...said(vanilla ?? "", "main", 4, 6), ...said("cc", "main", 7, 8)];
    const spans = spansOf(run);
    expect(spans.map(({ from, to, strategy, isWritten }) => [from, to, strategy, isWritten])).toEqual([
      [1, 3, "rarl-warm-start", true],
      [4, 6, "vanilla", true],
      // A hash that nobody knows: the rows tell where the rule changed, their totals which one it is.
      [7, 8, "rarl", false],
    ]);
  });

  it("is told apart from a wrong part: the rule is followed when the logged parts add up by it", () => {
    const wrongIou = logged("rarl", 1, 6).map(facts => {
      const { accuracy, toolAccuracy, total } = facts.logged;
      if (accuracy.kind !== "number" || toolAccuracy.kind !== "number" || total.kind !== "number")
        throw new Error("made up wrongly");
      const more = numbered(toolAccuracy.value + 0.1);
      return {
        ...facts,
        logged: { ...facts.logged, toolAccuracy: more, total: numbered(total.value + 0.1 * (1 + accuracy.value)) },
      };
    });
    expect(spansOf(wrongIou)).toMatchObject([{ strategy: "rarl", agreeing: 36, compared: 36 }]);
  });
});

describe("rules that the rollouts cannot tell apart", () => {
  it("are named together, the smallest one first", () => {
    const plain = steps(1, 4).map(step => loggedBy(auditedFacts({ step }), "vanilla"));
    const [span] = spansOf(plain);
    expect(span?.strategy).toBe("vanilla");
    expect(span?.alsoFits).toEqual(expect.arrayContaining(["rarl", "rarl-conditional"]));
  });

  it("are the rule of the step before", () => {
    const plain = steps(5, 8).map(step => loggedBy(auditedFacts({ step }), "rarl"));
    expect(named([...logged("rarl", 1, 4), ...plain])).toEqual([[1, 8, "rarl"]]);
  });
});

describe("rollouts without a step", () => {
  it("are a span of their own", () => {
    const bare = mixture.map(said => loggedBy(auditedFacts({ ...said, step: null }), "vanilla"));
    const spans = spansOf([...logged("rarl", 1, 2), ...bare]);
    expect(spans.map(({ from, to, strategy }) => [from, to, strategy])).toEqual([
      [null, null, "vanilla"],
      [1, 2, "rarl"],
    ]);
    expect([null, 1, 2, 3].map(step => spanStrategyAt(spans, step))).toEqual(["vanilla", "rarl", "rarl", null]);
  });
});
