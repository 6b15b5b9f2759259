import { describe, expect, it } from "vitest";
import { iou } from "../../../src/core/page/iou.js";
import { advantages } from "../../../src/core/reward/advantages.js";
import { foundView } from "../../../src/core/reward/foundView.js";
import { updateAdamW, type OptimiserState } from "../../../src/core/simulate/miniature/adamW.js";
import type { MiniatureRollout, MiniatureStep } from "../../../src/core/simulate/miniature/miniature.js";
import { defaultMiniatureOptions } from "../../../src/core/simulate/miniature/miniatureOptions.js";
import { nextSteps, openWith } from "./trainingOf.js";

const everyKind = { ...defaultMiniatureOptions.mix, character_counting: 2 };
const busy = { seed: 8, pages: 20, mix: everyKind, firstCall: 0.8, moreCalls: 0.5, pagePull: 5, againPull: 2 };

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const share = (values: readonly boolean[]) => mean(values.map(Number));

const rolloutsOf = ({ groups }: MiniatureStep) =>
  groups.flatMap(({ asked, rollouts }) => rollouts.map(rollout => ({ ...asked, rollout })));

describe("the figures of a step", () => {
  const steps = nextSteps(openWith("rarl", busy), 3);

  it("are means over its rollouts", () => {
    for (const step of steps) {
      const all = rolloutsOf(step);
      const of = (pick: (rollout: MiniatureRollout) => number) => mean(all.map(({ rollout }) => pick(rollout)));
      const { figures } = step;
      expect(figures.reward).toBeCloseTo(
        of(({ total }) => total ?? Number.NaN),
        9,
      );
      expect(figures.accuracy).toBeCloseTo(
        of(({ isCorrect }) => Number(isCorrect)),
        9,
      );
      expect(figures.format).toBeCloseTo(
        of(({ ending }) => Number(ending === "clean")),
        9,
      );
      expect(figures.lost).toBeCloseTo(
        of(({ ending }) => Number(ending === "lost")),
        9,
      );
      expect(figures.calls).toBeCloseTo(
        of(({ calls }) => calls.length),
        9,
      );
      expect(figures.anyCall).toBeCloseTo(
        of(({ calls }) => Number(calls.length > 0)),
        9,
      );
      expect(figures.found).toBeCloseTo(
        of(({ found }) => found),
        9,
      );
      const counts = all.map(({ question, rollout }) => {
        const crops = rollout.calls.filter(({ isExecuted }) => isExecuted);
        return crops.length === question.expected_zooms;
      });
      expect(figures.exactCount).toBeCloseTo(share(counts), 9);
    }
  });

  it("count page crops and repeats among calls, and flat groups among groups", () => {
    for (const { groups, figures } of steps) {
      const calls = groups.flatMap(({ rollouts }) => rollouts.flatMap(rollout => rollout.calls));
      const area = ([x1, y1, x2, y2]: readonly number[]) => (x2! - x1!) * (y2! - y1!);
      expect(figures.pageCrops).toBeCloseTo(share(calls.map(({ box }) => area(box) > 0.6 * 1600 * 2200)), 9);
      const repeats = groups.flatMap(({ rollouts }) =>
        rollouts.flatMap(({ calls: own }) =>
          own.slice(1).map((call, before) => own.slice(0, before + 1).some(({ box }) => iou(box, call.box) > 0.5)),
        ),
      );
      expect(repeats).toContain(true);
      expect(figures.repeats).toBeCloseTo(share(repeats), 9);
      const flat = groups.map(({ rollouts }) => rollouts.every(({ total }) => total === rollouts[0]!.total));
      expect(figures.flatGroups).toBeCloseTo(share(flat), 9);
    }
  });

  it("match calls one to one with targets, none of them twice", () => {
    for (const step of steps) {
      const single = rolloutsOf(step).filter(({ question }) => question.targets.length === 1);
      // With one target the sum over a rollout's calls is the best of them.
      const best = single.map(({ question, rollout }) =>
        Math.max(
          0,
          ...rollout.calls.map(({ box, isExecuted }) => (isExecuted ? iou(box, question.targets[0]!.box) : 0)),
        ),
      );
      single.forEach(({ rollout }, index) => {
        const root = Math.sqrt(Math.max(1, rollout.calls.length));
        expect(rollout.reward.toolAccuracy).toBeCloseTo(best[index]! / root, 9);
      });
      expect(step.figures.iou).toBeGreaterThan(0);
      expect(step.figures.iouFirst).not.toBeNull();
    }
  });

  it("have no IoU where nobody calls", () => {
    const { figures } = openWith("rarl", { ...busy, firstCall: 1e-12 }).next();
    expect([figures.iou, figures.iouFirst, figures.iouSecond]).toEqual([null, null, null]);
    expect([figures.calls, figures.pageCrops, figures.repeats]).toEqual([0, 0, 0]);
  });

  it("say of each rollout the view that its crops gave", () => {
    for (const { question, rollout } of steps.flatMap(rolloutsOf)) {
      const crops = rollout.calls.filter(({ isExecuted }) => isExecuted).map(({ box }) => box);
      expect(rollout.found).toBe(
        foundView(
          crops,
          question.targets.map(({ box }) => box),
        ) ?? 0,
      );
    }
  });
});

describe("the calls of the policy", () => {
  it("are whole pixels inside the page, and refused only below 28 of them", () => {
    const miniature = openWith("rarl", { ...busy, shift: [0.4, 0.4, -2, -2], sigmaPosition: 1.5, sigmaSize: 1.5 });
    const calls = nextSteps(miniature, 2).flatMap(({ groups }) =>
      groups.flatMap(({ rollouts }) => rollouts.flatMap(rollout => rollout.calls)),
    );
    for (const { box, isExecuted, chance } of calls) {
      expect(box.every(Number.isInteger)).toBe(true);
      expect(box[0] >= 0 && box[1] >= 0 && box[2] <= 1600 && box[3] <= 2200).toBe(true);
      expect(isExecuted).toBe(Math.min(box[2] - box[0], box[3] - box[1]) >= 28);
      expect(chance > 0 && chance <= 1).toBe(true);
    }
    expect(new Set(calls.map(({ isExecuted }) => isExecuted)).size).toBe(2);
  });
});

describe("advantages in a training", () => {
  const totalsOf = ({ groups }: MiniatureStep) =>
    groups.map(({ rollouts }) => ({ rewards: rollouts.map(({ total }) => total ?? Number.NaN) }));
  const givenTo = ({ groups }: MiniatureStep) =>
    groups.map(({ rollouts }) => rollouts.map(({ advantage }) => advantage));

  it.each(["grpo", "grpo-trl", "grpo-population", "dr-grpo", "rloo"] as const)("are those of %s", estimator => {
    const step = openWith("rarl", { ...busy, estimator }).next();
    expect(givenTo(step)).toEqual(advantages(totalsOf(step), estimator));
  });

  it("of gdpo standardise every part that is paid for", () => {
    const step = openWith("vanilla", { ...busy, estimator: "gdpo" }).next();
    const plain = openWith("vanilla", { ...busy, estimator: "reinforce++-baseline" }).next();
    expect(totalsOf(step)).toEqual(totalsOf(plain));
    expect(givenTo(step)).not.toEqual(givenTo(plain));
  });
});

describe("an update by AdamW", () => {
  const options = { ...defaultMiniatureOptions, gradientClip: 0, weightDecay: 0 };
  const fresh = (theta: readonly number[]): OptimiserState => ({
    updates: 0,
    theta: Float64Array.from(theta),
    firstMoment: new Float64Array(theta.length),
    secondMoment: new Float64Array(theta.length),
  });

  it("moves every number against its slope by the learning rate at first, whatever the slope's size", () => {
    const state = fresh([0, 0, 0]);
    expect(updateAdamW(state, Float64Array.from([3, -0.01, 0]), options)).toBeCloseTo(Math.hypot(3, 0.01), 12);
    expect([...state.theta].map(value => Number(value.toFixed(6)))).toEqual([-0.05, 0.05, 0]);
  });

  it("follows the formulas of the moments over several updates", () => {
    const state = fresh([0.5]);
    let [theta, first, second] = [0.5, 0, 0];
    [1, -2, 0.5, 4].forEach((slope, index) => {
      updateAdamW(state, Float64Array.of(slope), { ...options, weightDecay: 0.01 });
      first = 0.9 * first + 0.1 * slope;
      second = 0.999 * second + 0.001 * slope ** 2;
      const step = first / (1 - 0.9 ** (index + 1)) / (Math.sqrt(second / (1 - 0.999 ** (index + 1))) + 1e-8);
      theta -= 0.05 * (step + 0.01 * theta);
      expect(state.theta[0]).toBeCloseTo(theta, 12);
    });
  });

  it("scales a long gradient to the clip and leaves a short one, which the shared moment shows", () => {
    const clipped = fresh([0, 0]);
    const scaled = fresh([0, 0]);
    const shared = { ...options, secondMoment: "shared" as const };
    updateAdamW(clipped, Float64Array.of(30, 40), { ...shared, gradientClip: 1 });
    updateAdamW(scaled, Float64Array.of(0.6, 0.8), { ...shared, gradientClip: 1 });
    clipped.firstMoment.forEach((value, index) => expect(value).toBeCloseTo(scaled.firstMoment[index]!, 12));
    expect(clipped.theta[1]! / clipped.theta[0]!).toBeCloseTo(4 / 3, 9);
  });
});
