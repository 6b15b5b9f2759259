import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Box } from "../../../src/core/page/box.js";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { foresee } from "../../../src/core/reward/foresee.js";
import type { ForeseenBehaviour, Foresight } from "../../../src/core/reward/foresight.js";
import { isUnclear } from "../../../src/core/reward/isUnclear.js";
import { PairSums } from "../../../src/core/reward/pairSums.js";
import { RewardColumns } from "../../../src/core/reward/rewardColumns.js";
import type { RolloutFacts } from "../../../src/core/reward/rolloutFacts.js";
import { ruleAt } from "../../../src/core/reward/ruleAt.js";
import { auditedFacts, type Said } from "./auditedFacts.js";
import { factSetOf } from "./factSetOf.js";

const target: Box = [100, 100, 300, 300];
const near: Box = [110, 100, 310, 300];
const far: Box = [700, 700, 800, 800];
const page: Box = [0, 0, 1000, 1000];

function foreseen(facts: readonly RolloutFacts[], id: string): Foresight {
  const strategy = builtInStrategies.find(one => one.id === id);
  if (strategy === undefined) throw new Error(id);
  const set = factSetOf(facts);
  const columns = new RewardColumns();
  return foresee({
    strategy: id,
    facts: set,
    rewards: columns.scores(set, strategy).rewards,
    isWithheld: columns.scores(set, strategy).isWithheld,
    advantages: columns.advantages(set, strategy, "grpo").values,
    flatGroups: columns.scores(set, strategy).isWithheld ? null : 0,
    ruleAt: step => ruleAt(strategy, step),
  });
}

/** Groups of rollouts of one question with one target each. */
const groups = (...all: readonly (readonly Said[])[]) =>
  all.flatMap((group, number) =>
    group.map((said, row) =>
      auditedFacts({ targets: [target], group: number, question: number, row, found: 0, ...said }),
    ),
  );

/** The same on a page of unknown size, with zooms that nobody can place. */
const withoutPlace = (one: RolloutFacts): RolloutFacts => ({
  ...one,
  page: null,
  calls: one.calls.map(call => ({ ...call, requested: null, executed: null })),
  found: one.calls.length > 0 ? null : one.found,
});

function pearson(pairs: readonly (readonly [number, number])[]): number {
  const mean = (k: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length;
  const [mx, my] = [mean(0), mean(1)];
  const sum = (of: (dx: number, dy: number) => number) => pairs.reduce((s, [x, y]) => s + of(x - mx, y - my), 0);
  return sum((dx, dy) => dx * dy) / Math.sqrt(sum(dx => dx * dx) * sum((_, dy) => dy * dy));
}

const caller: Said = { boxes: [near], found: 0.9, isCorrect: true };
const silent: Said = { isCorrect: false };
const pageCaller: Said = { boxes: [page], found: 0.04, isCorrect: false };

describe("foresight", () => {
  it("correlates the advantage with what rollouts did, over all of them", () => {
    // Vanilla standardises two right of four to ±0.866; calls and right answers go together in the first group only.
    const facts = groups([caller, caller, silent, silent], [{ isCorrect: true }, { boxes: [far], isCorrect: false }]);
    const { correlations } = foreseen(facts, "vanilla");
    const a = Math.sqrt(3) / 2;
    const b = Math.SQRT1_2;
    const advantages = [a, a, -a, -a, b, -b];
    const against = (did: readonly number[]) =>
      pearson(advantages.map((advantage, k) => [did[k] ?? 0, advantage] as const));
    expect(correlations.call.value).toBeCloseTo(against([1, 1, 0, 0, 0, 1]), 5);
    expect(correlations.right.value).toBeCloseTo(against([1, 1, 0, 0, 1, 0]), 5);
    expect(correlations.view.value).toBeCloseTo(against([0.9, 0.9, 0, 0, 0, 0]), 5);
    expect(correlations.call.n).toBe(6);
  });

  it("says nothing of what does not vary, and gives no interval for a few groups", () => {
    const { correlations, aim } = foreseen(groups([caller, silent], [caller, silent]), "rarl");
    expect(correlations.format).toEqual({ value: null, lo: null, hi: null, n: 4 });
    expect(correlations.call).toMatchObject({ lo: null, hi: null });
    expect(isUnclear(correlations.call)).toBe(true);
    expect(aim).toEqual({ value: null, lo: null, hi: null, n: 0 });
  });

  it("tells page crops, repeats and exact counts apart", () => {
    const repeat: Said = { boxes: [near, near], found: 0.9, isCorrect: false };
    const both: Said = { boxes: [near, far], found: 0.9, isCorrect: false };
    const { correlations } = foreseen(groups([caller, pageCaller, repeat, both, silent]), "rarl");
    const rewards = [
      [2 + 2 * (1 + 190 / 210), 1, 0, 0],
      [1 + 1 + 0.04, 1, 1, 0],
      [1 + 190 / 210 / Math.SQRT2, 0, 0, 1],
      [1 + 190 / 210 / Math.SQRT2, 0, 0, 0],
      [1, 0, 0, 0],
    ] as const;
    const expected: Readonly<Record<string, 1 | 2 | 3>> = { count: 1, pageCrop: 2, repeat: 3 };
    for (const [behaviour, k] of Object.entries(expected) as [ForeseenBehaviour, 1 | 2 | 3][])
      expect(correlations[behaviour].value).toBeCloseTo(pearson(rewards.map(row => [row[k], row[0]] as const)), 5);
  });

  it("finds an aim where the reward of callers grows with their view, and none where it does not look at it", () => {
    const spread = [0, 1, 2, 3, 4, 5].map(k =>
      [0, 1, 2, 3].map((row): Said => {
        const shift = 15 * row + 3 * k;
        return { boxes: [[100 + shift, 100, 300 + shift, 300]], found: ((200 - shift) / 200) ** 2, isCorrect: true };
      }),
    );
    const aimed = foreseen(groups(...spread), "rarl").aim;
    expect(aimed.value).toBeGreaterThan(0.95);
    expect(isUnclear(aimed)).toBe(false);
    expect(aimed.n).toBe(24);
    expect(foreseen(groups(...spread), "rarl-warm-start").aim.value).toBeNull();
  });

  it("leaves single callers out of the aim", () => {
    expect(foreseen(groups([caller, silent], [caller, pageCaller]), "rarl").aim.n).toBe(2);
  });

  it("is the same when it is asked for again, and unclear where chance made it", () => {
    const noise = Array.from({ length: 16 }, (_, g) =>
      [0, 1, 2, 3].map((row): Said => ({
        boxes: (g * 7 + row * 3) % 4 < 2 ? [far] : [],
        isCorrect: (g + row) % 2 === 0,
      })),
    );
    const first = foreseen(groups(...noise), "vanilla");
    expect(first).toEqual(foreseen(groups(...noise), "vanilla"));
    expect(isUnclear(first.correlations.call)).toBe(true);
    expect(isUnclear(first.correlations.right)).toBe(false);
  });

  it("asks each group with its own size for the share with a call", () => {
    const { callRate, groupsWithCall, groupsWithCallIfAlike } = foreseen(
      groups([caller, silent, silent], [silent]),
      "rarl",
    );
    expect(callRate).toBe(0.25);
    expect(groupsWithCall).toBe(0.5);
    expect(groupsWithCallIfAlike).toBeCloseTo((1 - 0.75 ** 3 + 0.25) / 2, 12);
  });

  it("leaves out rollouts whose reward is not recomputable, but not their calls", () => {
    const many = Array.from({ length: 10 }, () => [caller, silent]);
    const facts = groups([caller, silent, { ...caller, isCorrect: null }], ...many);
    const found = foreseen(facts, "rarl");
    expect(found).toMatchObject({ rollouts: 23, notRecomputable: 1, isWithheld: false });
    expect(found.correlations.call.n).toBe(22);
    expect(found.callRate).toBeCloseTo(12 / 23, 12);
  });

  it("tells nothing from those who did not zoom where zooms cannot be placed", () => {
    const mixed = Array.from({ length: 8 }, (_, g) => [{ ...caller, isCorrect: g % 2 === 0 }, caller, silent, silent]);
    const nothing = { value: null, lo: null, hi: null, n: 0 };
    const paid = foreseen(groups(...mixed).map(withoutPlace), "rarl");
    expect(paid).toMatchObject({ isWithheld: true, flatGroups: null, notRecomputable: 16, aim: nothing });
    for (const figure of Object.values(paid.correlations)) expect(figure).toEqual(nothing);
    // Vanilla pays for no zoom: only what is asked of the zooms is unknown.
    const vanilla = foreseen(groups(...mixed).map(withoutPlace), "vanilla");
    expect(vanilla).toMatchObject({ isWithheld: false, notRecomputable: 0 });
    expect(vanilla.correlations.call.value).not.toBeNull();
    expect(vanilla.correlations.view).toEqual(nothing);
    expect(vanilla.aim).toEqual(nothing);
  });
});

describe("sums over pairs", () => {
  it("give Pearson's correlation of any choice of groups", () => {
    const pair = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), fc.nat(4));
    fc.assert(
      fc.property(
        fc.array(pair, { minLength: 3, maxLength: 30 }),
        fc.array(fc.nat(4), { minLength: 1 }),
        (pairs, chosen) => {
          const sums = new PairSums(5);
          for (const [x, y, group] of pairs) sums.add(group, x, y);
          const list = chosen.flatMap(group => pairs.filter(one => one[2] === group).map(([x, y]) => [x, y] as const));
          const expected = list.length === 0 ? NaN : pearson(list);
          const found = sums.correlation(chosen);
          if (Number.isFinite(expected)) expect(found).toBeCloseTo(expected, 9);
          else expect(found).toBeNull();
        },
      ),
    );
  });
});
