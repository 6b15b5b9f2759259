import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Box } from "../../../src/core/page/box.js";
import { matchBoxes } from "../../../src/core/page/matchBoxes.js";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { matchedIou } from "../../../src/core/reward/matchedIou.js";
import type { RewardFacts } from "../../../src/core/reward/rewardFacts.js";
import { type CountRule, matchRules } from "../../../src/core/reward/rewardOptions.js";
import { ruleAt, withOptions } from "../../../src/core/reward/ruleAt.js";
import { scoreRollout } from "../../../src/core/reward/scoreRollout.js";
import { scoreTerms } from "../../../src/core/reward/scoreTerms.js";
import { parseStrategySpec } from "../../../src/core/reward/strategySpec.js";
import { toolAccuracy } from "../../../src/core/reward/toolAccuracy.js";
import { toolCount } from "../../../src/core/reward/toolCount.js";

const target: Box = [100, 100, 300, 300];
const call = (requested: Box | null, executed: Box | null = requested) => ({ requested, executed, isExecuted: true });
const refused = (requested: Box | null) => ({ requested, executed: null, isExecuted: false });

const perfect: RewardFacts = {
  page: { width: 1000, height: 1000 },
  isWellFormed: { strict: true, deepeyes: true, "answer-only": true },
  isCorrect: true,
  answerChars: 1,
  calls: [call(target)],
  tool: { kind: "targets", targets: [target], expected: 1 },
  coin: { questionId: "q1", responseCrc: 0 },
};

function ruleOf(spec: string) {
  const read = parseStrategySpec(spec, builtInStrategies);
  const rule = read.kind === "ok" ? ruleAt(read.strategy, null) : null;
  if (rule === null) throw new Error(spec);
  return rule;
}
const totalOf = (spec: string, change: Partial<RewardFacts> = {}, callRate?: number) =>
  scoreRollout({ ...perfect, ...change }, ruleOf(spec), callRate === undefined ? undefined : { callRate }).total;

const side = fc.integer({ min: 0, max: 40 });
const box = fc.tuple(side, side, side, side).map(([x, y, width, height]): Box => [x, y, x + width + 1, y + height + 1]);
const boxes = fc.array(box, { maxLength: 5 });

describe("matching", () => {
  it("optimal: no order of the calls or the targets changes the sum", () => {
    fc.assert(
      fc.property(boxes, boxes, fc.infiniteStream(fc.nat()), (calls, targets, keys) => {
        const shuffled = <T>(items: readonly T[]) =>
          items
            .map(item => ({ item, key: Number(keys.next().value) }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const sum = matchedIou(calls, targets, "optimal");
        expect(matchedIou(shuffled(calls), shuffled(targets), "optimal")).toBeCloseTo(sum, 12);
      }),
    );
  });

  it("optimal is the best one-to-one matching that there is, and reuse pays no less", () => {
    const best = (calls: readonly Box[], targets: readonly Box[]): number => {
      const [first, ...rest] = calls;
      if (first === undefined) return 0;
      const taken = targets.map(
        (one, index) =>
          matchedIou([first], [one], "optimal") +
          best(
            rest,
            targets.filter((_, other) => other !== index),
          ),
      );
      return Math.max(best(rest, targets), ...taken);
    };
    const few = fc.array(box, { maxLength: 4 });
    fc.assert(
      fc.property(few, few, (calls, targets) => {
        const sum = matchedIou(calls, targets, "optimal");
        expect(sum).toBeCloseTo(best(calls, targets), 12);
        expect(matchedIou(calls, targets, "greedy")).toBeLessThanOrEqual(sum + 1e-12);
        expect(matchedIou(calls, targets, "in_order")).toBeLessThanOrEqual(sum + 1e-12);
        expect(matchedIou(calls, targets, "reuse")).toBeGreaterThanOrEqual(sum - 1e-12);
      }),
    );
  });

  it("optimal is the same for many calls and many targets as the assignment that the page is drawn by", () => {
    const many = fc.array(box, { minLength: 6, maxLength: 9 });
    fc.assert(
      fc.property(many, many, (calls, targets) => {
        const sum = matchBoxes(calls, targets).reduce((total, match) => total + match.iou, 0);
        expect(matchedIou(calls, targets, "optimal")).toBeCloseTo(sum, 12);
        const few = targets.slice(0, 3);
        const ofFew = matchBoxes(calls, few).reduce((total, match) => total + match.iou, 0);
        expect(matchedIou(calls, few, "optimal")).toBeCloseTo(ofFew, 12);
      }),
    );
  });

  it("leaves out refused calls, which keep their place in order", () => {
    const far: Box = [500, 500, 600, 600];
    for (const rule of matchRules) {
      expect(matchedIou([null, far], [target, far], rule)).toBe(1);
      expect(matchedIou([null, null], [target], rule)).toBe(0);
    }
    expect(matchedIou([far, target], [target, far], "in_order")).toBe(0);
  });
});

describe("the zoom count", () => {
  const countOf = (rule: CountRule, made: number, expected: number) =>
    toolCount(
      {
        ...perfect,
        calls: [...new Array<ReturnType<typeof call>>(made).fill(call(target)), refused(target)],
        tool: { kind: "targets", targets: [target], expected },
      },
      withOptions({ count: rule }),
    );

  it.each([
    ["exact", 2, 2, 1],
    ["exact", 3, 2, 0],
    ["exact", 0, 0, 1],
    ["soft", 3, 2, 0.5],
    ["soft", 1, 4, 0.25],
    ["soft", 9, 2, 0],
    ["soft", 0, 0, 1],
    ["soft", 1, 0, 0],
    ["any", 5, 1, 1],
    ["any", 0, 1, 0],
    ["cap", 1, 4, 0.25],
    ["cap", 9, 4, 1],
    ["cap", 1, 0, 0],
  ] as const)("%s: %i executed of %i expected is %d", (rule, made, expected, value) => {
    expect(countOf(rule, made, expected)).toBe(value);
  });

  it("expects no more than the cap", () => {
    const facts = { ...perfect, tool: { kind: "targets" as const, targets: [target], expected: 13 } };
    expect(toolCount(facts, withOptions({ cap: 1 }))).toBe(1);
    expect(toolCount(facts, withOptions({}))).toBe(0);
  });

  it("is off without an expected count, or pays for no zoom", () => {
    const off = { ...perfect, tool: { kind: "off" as const } };
    expect(toolCount(off, withOptions({}))).toBe(0);
    expect(toolCount({ ...off, calls: [] }, withOptions({ expectedAbsent: "none" }))).toBe(1);
    expect(toolCount(off, withOptions({ expectedAbsent: "none" }))).toBe(0);
  });
});

describe("the zoom accuracy", () => {
  const of = (change: Partial<RewardFacts>, options = {}) =>
    toolAccuracy({ ...perfect, ...change }, withOptions(options));

  it("counts refused calls in m, or leaves them out", () => {
    const calls = [call(target), refused(null), refused(target)];
    expect(of({ calls })).toBeCloseTo(1 / Math.sqrt(3));
    expect(of({ calls }, { m: "executed" })).toBe(1);
    expect(of({ calls: [refused(target)] }, { m: "executed" })).toBe(0);
  });

  it("compares the box that was asked for, or the one that was cropped", () => {
    const calls = [call(target, [100, 100, 300, 200])];
    expect(of({ calls })).toBe(1);
    expect(of({ calls }, { box: "executed" })).toBe(0.5);
  });

  it("is unknown where a crop's place is, and not where it was refused", () => {
    expect(of({ calls: [call(null)] })).toBeNull();
    expect(of({ calls: [call(target, null)] }, { box: "executed" })).toBeNull();
    expect(of({ calls: [refused(null)] })).toBe(0);
  });

  it("needs the page for a box that may reach over it", () => {
    expect(of({ page: null })).toBe(1);
    expect(of({ page: null, calls: [call([100, 100, 300, 400])] })).toBeNull();
    expect(of({ page: null, calls: [call([100, 100, 300, 400])] }, { clamp: false })).toBeCloseTo(2 / 3);
    expect(of({ calls: [call([2000, 0, 3000, 10])] })).toBe(0);
  });
});

describe("totals", () => {
  it("are those of their terms", () => {
    for (const { id } of builtInStrategies.filter(({ segments }) => segments.length === 1)) {
      const rule = ruleOf(id);
      const { terms, total } = scoreTerms(perfect, rule, { callRate: 0.2 });
      expect(scoreRollout(perfect, rule, { callRate: 0.2 }).total, id).toBe(total);
      expect(
        terms.reduce((sum, { pays }) => sum + (pays ?? NaN), 0),
        id,
      ).toBeCloseTo(total ?? NaN, 12);
    }
  });

  it("do not need what they do not pay for", () => {
    expect(totalOf("rarl-warm-start", { isCorrect: null })).toBe(1);
    expect(totalOf("vanilla", { tool: { kind: "unknown" } })).toBe(2);
    expect(totalOf("rarl", { tool: { kind: "unknown" } })).toBeNull();
    // Without a right answer nothing is paid for the zoom, whatever it was worth.
    expect(totalOf("rarl-conditional", { isCorrect: false, tool: { kind: "unknown" } })).toBe(1);
    expect(totalOf("rarl-conditional", { isCorrect: null, calls: [] })).toBeNull();
  });

  it("gate the accuracy on the format", () => {
    const isWellFormed = { strict: false, deepeyes: true, "answer-only": true };
    expect(totalOf("rarl", { isWellFormed })).toBe(5);
    expect(totalOf("rarl@gateAccuracy=true", { isWellFormed })).toBe(2);
    expect(totalOf("rarl@gateAccuracy=true;format=answer-only", { isWellFormed })).toBe(6);
    expect(totalOf("vanilla@gateAccuracy=true", { isWellFormed, isCorrect: null })).toBe(0);
  });

  it("spell the warm start out", () => {
    const parts = (spec: string) => ruleOf(spec).terms.map(({ part }) => part);
    expect(parts("rarl-warm-start")).toEqual(["toolCount"]);
    expect(parts("rarl-warm-start@warmStart=any")).toEqual(["anyCrop"]);
    expect(parts("rarl-warm-start@warmStart=format+count+iou")).toEqual(["format", "toolCount", "toolAccuracy"]);
  });
});

describe("other systems", () => {
  it("DeepEyes pays for a crop only with a right answer, and its other return for any", () => {
    expect(totalOf("deepeyes", { isCorrect: false })).toBe(0);
    expect(totalOf("deepeyes-any-crop", { isCorrect: false })).toBeCloseTo(0.4);
    expect(totalOf("deepeyes-math", { isWellFormed: { ...perfect.isWellFormed, deepeyes: false } })).toBeCloseTo(0.8);
    expect(totalOf("deepeyes", { answerChars: 1000, isCorrect: null })).toBeCloseTo(-0.2);
  });

  it("Pixel-Reasoner pays the more for a call the rarer calls are, and takes the answer back after a failed one", () => {
    expect(totalOf("pixel-reasoner")).toBeNull();
    expect(totalOf("pixel-reasoner", {}, 0.125)).toBeCloseTo(1 + ((0.3 - 0.125) / 2 / 0.125) * 0.25);
    expect(totalOf("pixel-reasoner", {}, 0.5)).toBe(1);
    expect(totalOf("pixel-reasoner", { calls: [] }, 0)).toBe(1);
    expect(totalOf("pixel-reasoner", { calls: [call(target), call(target), call(target)] }, 0.5)).toBeCloseTo(0.9);
    expect(totalOf("pixel-reasoner", { calls: [call(target), refused(target)] }, 0.5)).toBeCloseTo(-0.05);
    expect(totalOf("pixel-reasoner", { calls: [refused(target), call(target)] }, 0.5)).toBeCloseTo(0.95);
  });

  it("the random control pays what its coin says, and nothing without a question", () => {
    const paid = Array.from({ length: 40 }, (_, responseCrc) =>
      totalOf("format-random", { coin: { questionId: "q1", responseCrc } }),
    );
    expect(new Set(paid)).toEqual(new Set([1, 2]));
    expect(totalOf("format-random", { coin: { questionId: null, responseCrc: 0 } })).toBeNull();
    expect(paid).not.toEqual(
      Array.from({ length: 40 }, (_, responseCrc) =>
        totalOf("format-random@seed=1", { coin: { questionId: "q1", responseCrc } }),
      ),
    );
  });
});

describe("schedules", () => {
  const twoPhase = builtInStrategies.find(({ id }) => id === "two-phase")!;

  it("pay by the segment that holds the step: 16 steps of warm start", () => {
    const at = (step: number) => scoreRollout(perfect, ruleAt(twoPhase, step)!).total;
    expect([0, 1, 16, 17, 200].map(at)).toEqual([1, 1, 1, 6, 6]);
  });

  it("have no rule at an unknown step, unless there is only one", () => {
    expect(ruleAt(twoPhase, null)).toBeNull();
    expect(ruleAt(builtInStrategies[0]!, null)).not.toBeNull();
  });

  it("give the same rule again", () => {
    expect(ruleAt(twoPhase, 3)).toBe(ruleAt(twoPhase, 4));
  });
});
