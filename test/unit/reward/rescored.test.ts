import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Box } from "../../../src/core/page/box.js";
import { advantageChange } from "../../../src/core/reward/advantageChange.js";
import { advantageColumn } from "../../../src/core/reward/advantageColumn.js";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { estimatorIds, type EstimatorId } from "../../../src/core/reward/estimatorId.js";
import { pushedOrder } from "../../../src/core/reward/pushedOrder.js";
import { rescoredFigures } from "../../../src/core/reward/rescoredFigures.js";
import { RewardColumns, type RewardBasis } from "../../../src/core/reward/rewardColumns.js";
import type { RolloutFacts } from "../../../src/core/reward/rolloutFacts.js";
import type { Strategy } from "../../../src/core/reward/strategy.js";
import { parseStrategySpec } from "../../../src/core/reward/strategySpec.js";
import type { StrategyFigures } from "../../../src/core/reward/strategyFigures.js";
import { healthyBehaviour, type Behaviour } from "../../../src/core/simulate/behaviour.js";
import { planRun } from "../../../src/core/simulate/runPlan.js";
import { simulatedFacts } from "../../../src/core/simulate/simulatedFacts.js";
import { simulateStep } from "../../../src/core/simulate/simulateStep.js";
import { auditedFacts, loggedBy, numbered, nothingLogged, type Said } from "./auditedFacts.js";
import { factSetOf } from "./factSetOf.js";

const target: Box = [100, 100, 300, 300];
const elsewhere: Box = [600, 600, 800, 800];
const half: Box = [100, 100, 300, 200];

function strategyOf(spec: string): Strategy {
  const read = parseStrategySpec(spec, builtInStrategies);
  if (read.kind === "problem") throw new Error(read.code);
  return read.strategy;
}

/** One group of a question with one target. */
const group = (...rollouts: readonly Said[]) =>
  rollouts.map((said, row) => auditedFacts({ targets: [target], row, ...said }));

function figures(
  facts: readonly RolloutFacts[],
  spec: string,
  against: string,
  estimator: EstimatorId = "grpo",
): StrategyFigures {
  const set = factSetOf(facts);
  const columns = new RewardColumns();
  const strategy = strategyOf(spec);
  const basis: RewardBasis = against === "logged" ? "logged" : strategyOf(against);
  return rescoredFigures({
    facts: set,
    strategy,
    column: columns.scores(set, strategy),
    after: columns.advantages(set, strategy, estimator),
    before: columns.advantages(set, basis, estimator),
  });
}

const box = fc.tuple(fc.nat(900), fc.nat(900)).map(([x, y]): Box => [x, y, x + 90, y + 80]);
const said = fc.record({
  isFormatted: fc.boolean(),
  isCorrect: fc.boolean(),
  boxes: fc.array(fc.oneof(box, fc.constant(target), fc.constant(half)), { maxLength: 4 }),
});
const batch = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.array(said, { minLength: 1, maxLength: 8 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map(groups =>
    groups.flatMap(([step, rollouts], number) =>
      rollouts.map((one, row) => auditedFacts({ targets: [target], step, group: number, row, ...one })),
    ),
  );

describe("re-scoring", () => {
  it("changes nothing under the logged strategy, whatever the estimator", () => {
    const ids = fc.constantFrom("rarl", "rarl-conditional", "deepeyes", "vanilla", "rarl-warm-start", "two-phase");
    fc.assert(
      fc.property(batch, ids, fc.constantFrom(...estimatorIds.filter(id => id !== "gdpo")), (facts, id, estimator) => {
        const logged = facts.map(one => loggedBy(one, id));
        const found = figures(logged, id, "logged", estimator);
        expect(found).toMatchObject({ flipped: 0, signalChanged: 0, compared: facts.length, notRecomputable: 0 });
        expect(found.rank.value ?? 1).toBe(1);
      }),
      { numRuns: 60 },
    );
  });

  it("changes nothing under the logged strategy for an estimator that looks at the parts", () => {
    fc.assert(
      fc.property(batch, facts => {
        const logged = facts.map(one => loggedBy(one, "rarl"));
        expect(figures(logged, "rarl", "logged", "gdpo")).toMatchObject({ flipped: 0, signalChanged: 0 });
      }),
      { numRuns: 40 },
    );
  });

  it("changes nothing where the log holds single floats or six decimals", () => {
    const rounded = [Math.fround, (value: number) => Number(value.toFixed(6))] as const;
    fc.assert(
      fc.property(batch, fc.constantFrom(...rounded), (facts, round) => {
        const logged = facts.map(one => {
          const { total } = loggedBy(one, "rarl").logged;
          return {
            ...one,
            logged: { ...nothingLogged, total: numbered(total.kind === "number" ? round(total.value) : 0) },
          };
        });
        expect(figures(logged, "rarl", "logged")).toMatchObject({ flipped: 0, signalChanged: 0 });
      }),
      { numRuns: 60 },
    );
  });

  it("counts a rollout as flipped that one rule pushes up and the other down", () => {
    // By the full rule the wrong answer with a perfect zoom earns 3, the right one without a zoom 2; by vanilla 1 and 2.
    const facts = group({ isCorrect: false, boxes: [target] }, { isCorrect: true });
    const found = figures(facts, "vanilla", "rarl");
    expect(found).toMatchObject({ flipped: 2, signalChanged: 0, compared: 2, flatGroups: 0 });
    expect(found.rank).toEqual({ value: -1, groups: 1, left: 0 });
    expect(found.means).toEqual({ format: 1, accuracy: 0.5, toolCount: 0.5, toolAccuracy: 0.5, total: 1.5 });
  });

  it("counts apart those that gain or lose their signal", () => {
    const facts = group({ boxes: [target] }, { boxes: [half] });
    const found = figures(facts, "vanilla", "rarl");
    expect(found).toMatchObject({ flipped: 0, signalChanged: 2, flatGroups: 1, flat: { all_right: 1 } });
    expect(found.rank).toEqual({ value: null, groups: 0, left: 1 });
  });

  it("says the same of a group without spread whatever right and well-formed are paid", () => {
    const facts = [
      ...group({ isCorrect: false }, { isCorrect: false }),
      ...group({}, {}).map(one => ({ ...one, group: 1 })),
      ...group({ isFormatted: false, isCorrect: false }, { isFormatted: false, isCorrect: false }).map(one => ({
        ...one,
        group: 2,
      })),
    ];
    const flat = { all_wrong: 1, all_right: 1, all_malformed: 1 };
    for (const spec of [
      "vanilla",
      "vanilla@formatValues=0/-1",
      "vanilla@accuracyValues=0/-1",
      "vanilla@formatValues=2/1",
    ])
      expect(figures(facts, spec, "vanilla").flat, spec).toEqual(flat);
  });

  it("does not say that terms cancel where what is paid for is equal", () => {
    const facts = group({ isCorrect: false, boxes: [target] }, { boxes: [target] });
    expect(figures(facts, "rarl-warm-start", "rarl").flat).toEqual({ equal: 1 });
  });

  it("gives no rate of calls to one rollout alone", () => {
    const alone = [...group({}), ...group({ boxes: [target] }).map(one => ({ ...one, group: 1 }))];
    const found = figures(alone, "pixel-reasoner", "rarl");
    expect(found).toMatchObject({ notRecomputable: 2, means: { total: null } });
  });

  it("pushes away from what a strategy takes off, under gdpo too", () => {
    const paying = (weight: number): Strategy => ({
      ...strategyOf("vanilla"),
      segments: [{ from: null, to: null, terms: [{ part: "callCost", weight, when: [] }], options: {} }],
    });
    const set = factSetOf(group({ boxes: [target] }, { boxes: [target, half] }, { boxes: [target, half, elsewhere] }));
    const pushed = (weight: number) => new RewardColumns().advantages(set, paying(weight), "gdpo").values;
    const [bonus, penalty] = [pushed(1), pushed(-1)];
    expect(bonus[2]).toBeGreaterThan(0);
    expect(penalty[2]).toBeLessThan(0);
    penalty.forEach((value, index) => expect(value + (bonus[index] ?? Number.NaN)).toBe(0));
  });

  it("takes the mean of tau over groups where both sides vary", () => {
    const facts = [
      ...group({ isCorrect: false, boxes: [target] }, { isCorrect: true }),
      ...group({ isCorrect: false }, { isCorrect: true }).map(one => ({ ...one, group: 1 })),
      ...group({ isCorrect: false }, { isCorrect: false }).map(one => ({ ...one, group: 2 })),
    ];
    expect(figures(facts, "vanilla", "rarl").rank).toEqual({ value: 0, groups: 2, left: 1 });
  });

  it("leaves out what is not recomputable, and counts it", () => {
    const pairs = Array.from({ length: 10 }, (_, k) =>
      group({ isCorrect: true }, { isCorrect: false, boxes: [target] }).map(one => ({ ...one, group: k + 1 })),
    ).flat();
    const facts = [...group({ isCorrect: null }), ...pairs];
    const found = figures(facts, "rarl", "vanilla");
    expect(found).toMatchObject({ rollouts: 21, notRecomputable: 1, isWithheld: false, compared: 20, flipped: 20 });
    expect(found.means.accuracy).toBe(0.5);
    expect(found.means.format).toBe(1);
  });

  it("makes nothing of those who did not zoom where zooms cannot be placed", () => {
    const zoomed = group({ boxes: [target] }, { boxes: [half] }).map(one => ({
      ...one,
      page: null,
      calls: one.calls.map(call => ({ ...call, requested: null, executed: null })),
    }));
    const found = figures([...zoomed, ...group({}, { isCorrect: false })], "rarl", "vanilla");
    expect(found).toMatchObject({
      notRecomputable: 2,
      isWithheld: true,
      compared: 0,
      flipped: null,
      signalChanged: null,
    });
    expect(found).toMatchObject({ flat: {}, flatGroups: null, rank: { value: null } });
    expect(found.means).toEqual({ format: 1, accuracy: 0.75, toolCount: 0.5, toolAccuracy: null, total: null });
  });

  it("does not take wrong answers for all where a closed gate makes only their reward known", () => {
    const facts = group({ targets: null }, { targets: null, isCorrect: false }, { targets: null, isCorrect: false });
    const found = figures(facts, "rarl-conditional", "vanilla");
    expect(found).toMatchObject({ notRecomputable: 3, compared: 0, means: { total: null, toolAccuracy: null } });
    // A question without known targets says nothing of the others, whatever its rollouts did.
    const others = group({}, { isCorrect: false }).map(one => ({ ...one, group: 1 }));
    const mixed = figures([...facts, ...others], "rarl-conditional", "vanilla");
    expect(mixed).toMatchObject({ notRecomputable: 3, isWithheld: false, compared: 2, means: { total: 1.5 } });
  });

  it("leaves out scores that are no numbers", () => {
    const facts = group(
      { isCorrect: true },
      { isCorrect: false, boxes: [elsewhere] },
      { isCorrect: true, boxes: [target] },
    );
    const logged = facts.map((one, k) => (k === 1 ? { ...one, logged: nothingLogged } : loggedBy(one, "rarl")));
    expect(figures(logged, "rarl", "logged")).toMatchObject({ compared: 2, notRecomputable: 0, flipped: 0 });
  });

  it("pays each step by the rule of its phase", () => {
    const facts = [
      ...group({ boxes: [target] }),
      ...group({ boxes: [target] }).map(one => ({ ...one, step: 17, group: 1 })),
    ];
    expect(figures(facts, "two-phase", "rarl").means.total).toBe((1 + 6) / 2);
  });

  it("cannot be done without a step where the rule depends on it", () => {
    const facts = group({ boxes: [target] }).map(one => ({ ...one, step: null }));
    const found = figures(facts, "two-phase", "rarl");
    expect(found).toMatchObject({ notRecomputable: 1, compared: 0, flatGroups: 0 });
    expect(found.means.total).toBeNull();
  });

  it("pays Pixel-Reasoner's curiosity by the group's own rate of calls", () => {
    const silent = group({}, {}, {}, {}, {}, {}, {});
    const facts = [...silent, ...group({ boxes: [target] }).map(one => ({ ...one, row: 7 }))];
    // One caller in eight: 0.25 × (0.3 − 0.125) / 2 / 0.125, beside 1 for the right answer.
    expect(figures(facts, "pixel-reasoner", "rarl").means.total).toBeCloseTo(1 + 0.175 / 8, 12);
  });

  it("names the unit that was whitened over: tokens where all are known", () => {
    const facts = group({ isCorrect: false }, { isCorrect: true });
    expect(figures(facts, "rarl", "rarl", "reinforce++").unit).toBe("rollout");
    const counted = facts.map((one, k) => ({ ...one, tokens: 10 + k }));
    expect(figures(counted, "rarl", "rarl", "reinforce++").unit).toBe("token");
    expect(figures(counted, "rarl", "rarl", "grpo").unit).toBeNull();
  });
});

/** Three made-up steps, as their trainer logged them. */
function madeRun(behaviour: Behaviour): readonly RolloutFacts[] {
  const plan = planRun(3, 3, behaviour);
  return [1, 2, 3].flatMap(step =>
    simulateStep(plan, step).map((row, k) => {
      const group = 16 * step + Math.floor(k / 8);
      return simulatedFacts(row, { file: step, row: k, group, question: group });
    }),
  );
}

describe("re-scoring a made-up run", () => {
  it("changes nothing under its trainer's rule", () => {
    const found = figures(madeRun(healthyBehaviour), "rarl", "logged");
    expect(found).toMatchObject({ rollouts: 384, flipped: 0, signalChanged: 0, rank: { value: 1 } });
    expect(figures(madeRun(healthyBehaviour), "vanilla", "logged").flipped).toBeGreaterThan(20);
  });

  it("shows what a wrong reward function pushed the other way", () => {
    const buggy = madeRun({ ...healthyBehaviour, scoring: "in-order" });
    expect(figures(buggy, "rarl", "logged").flipped).toBeGreaterThan(0);
    expect(figures(buggy, "rarl@match=in_order;clamp=false", "logged")).toMatchObject({
      flipped: 0,
      rank: { value: 1 },
    });
  });
});

describe("a column of advantages", () => {
  it("whitens each step by itself", () => {
    const facts = [
      ...group({ isCorrect: false }, { isCorrect: true }),
      ...group({ isCorrect: false }, { isCorrect: true }).map(one => ({ ...one, step: 2, group: 1 })),
    ];
    const { values } = advantageColumn(factSetOf(facts), Float64Array.of(0, 1, 100, 300), "reinforce++");
    expect(values[0]).toBeCloseTo(values[2] ?? 0, 6);
    expect(values[1]).toBeCloseTo(values[3] ?? 0, 6);
  });

  it("gives exactly 0 to a group whose rewards differ by rounding alone", () => {
    const facts = [
      ...group({}, {}, {}),
      ...group({ isCorrect: false }, { isCorrect: true }).map(one => ({ ...one, group: 1 })),
    ];
    const rewards = Float64Array.of(0.3, 0.1 + 0.2, Math.fround(0.3), 0, 1);
    for (const estimator of ["grpo", "grpo-trl", "dr-grpo", "rloo", "grpo-population"] as const)
      expect([...advantageColumn(factSetOf(facts), rewards, estimator).values.subarray(0, 3)]).toEqual([0, 0, 0]);
  });
});

describe("a change of advantage", () => {
  it("is a flip only between strictly up and strictly down", () => {
    expect(advantageChange(1, -1)).toBe("flipped");
    expect(advantageChange(-0.1, 2)).toBe("flipped");
    expect(advantageChange(0, 2)).toBe("gained");
    expect(advantageChange(-2, 0)).toBe("lost");
    expect(advantageChange(0, 0)).toBe("kept");
    expect(advantageChange(1, 2)).toBe("kept");
    expect(advantageChange(Number.NaN, 2)).toBeNull();
  });
});

describe("the order of pushed rollouts", () => {
  const before = Float64Array.of(1, -0.2, 0, 2, Number.NaN, 0.5);
  const after = Float64Array.of(-0.1, 1.5, 3, 2.5, 1, 0);

  it("begins with those pushed the other way, the furthest first", () => {
    expect([...pushedOrder(before, after, "flipped")]).toEqual([1, 0]);
    expect([...pushedOrder(before, after, "signal")]).toEqual([2, 5]);
    expect([...pushedOrder(before, after, "all")]).toEqual([1, 0, 2, 5, 3, 4]);
  });

  it("keeps equals in file order", () => {
    expect([...pushedOrder(Float64Array.of(1, -1, 1), Float64Array.of(-1, 1, -1), "flipped")]).toEqual([0, 1, 2]);
  });
});
