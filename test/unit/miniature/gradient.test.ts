import { describe, expect, it } from "vitest";
import { addGradient, writeLogChances } from "../../../src/core/simulate/miniature/decisions.js";
import { miniatureLoss, type TrainedRollout } from "../../../src/core/simulate/miniature/miniatureLoss.js";
import { MiniatureWorld } from "../../../src/core/simulate/miniature/miniatureWorld.js";
import { PolicyModel } from "../../../src/core/simulate/miniature/policyHeads.js";
import { mostDecisions, policyNames, policySize } from "../../../src/core/simulate/miniature/policyLayout.js";
import { sampleRollout } from "../../../src/core/simulate/miniature/sampleRollout.js";
import { Stream } from "../../../src/core/simulate/miniature/stream.js";
import { defaultMiniatureOptions } from "../../../src/core/simulate/miniature/miniatureOptions.js";
import { optionsWith } from "./trainingOf.js";

const everyKind = { ...defaultMiniatureOptions.mix, character_counting: 1 };

/** Rollouts of a random policy with many calls, of all task kinds, with random advantages. */
function sampledRollouts(coupling: number, count: number) {
  const options = optionsWith({
    seed: 7,
    coupling,
    firstCall: 0.7,
    moreCalls: 0.5,
    mix: everyKind,
    prompts: count,
    pages: 20,
  });
  const model = new PolicyModel(options);
  const stream = new Stream().open(11, coupling);
  const theta = Float64Array.from({ length: policySize }, () => 0.3 * stream.normal());
  const heads = model.headsAt(theta);
  const untrained = model.headsAt(new Float64Array(policySize));
  const rollouts = new MiniatureWorld(options).scenesAt(1).map((scene): TrainedRollout => {
    const rollout = sampleRollout(model, heads, scene, stream);
    const sampled = new Float64Array(mostDecisions);
    const reference = new Float64Array(mostDecisions);
    writeLogChances(model, heads, scene, rollout, sampled, 0);
    writeLogChances(model, untrained, scene, rollout, reference, 0);
    return { scene, rollout, advantage: stream.normal(), sampled, reference, from: 0 };
  });
  return { model, stream, theta, rollouts };
}

/** The largest error of a slope against central differences, relative to slopes above 1. */
function worstError(model: PolicyModel, theta: Float64Array, rollouts: readonly TrainedRollout[]) {
  const gradient = new Float64Array(policySize);
  const { clipFraction } = miniatureLoss(model, theta, rollouts, gradient);
  const h = 1e-6;
  const lossAt = (index: number, by: number) => miniatureLoss(model, theta.with(index, theta[index]! + by), rollouts);
  const errors = policyNames.map((name, index) => {
    const numeric = (lossAt(index, h).loss - lossAt(index, -h).loss) / (2 * h);
    const error = Math.abs(numeric - gradient[index]!) / Math.max(1, Math.abs(numeric), Math.abs(gradient[index]!));
    return { name, error };
  });
  const worst = errors.reduce((one, other) => (other.error > one.error ? other : one));
  return { worst, clipFraction, gradient };
}

describe.each([0, 2])("the gradient of the loss at coupling %d", coupling => {
  it("agrees with central differences where the rollouts were sampled", () => {
    const { model, theta, rollouts } = sampledRollouts(coupling, 60);
    const { worst, clipFraction, gradient } = worstError(model, theta, rollouts);
    expect(worst.error, worst.name).toBeLessThan(2e-6);
    expect(clipFraction).toBe(0);
    expect([...gradient].filter(slope => slope !== 0).length).toBeGreaterThan(45);
  });

  it("agrees with central differences off policy, with the clip at work", () => {
    const { model, stream, theta, rollouts } = sampledRollouts(coupling, 60);
    const moved = theta.map(value => value + 0.15 * stream.normal());
    const { worst, clipFraction } = worstError(model, moved, rollouts);
    expect(worst.error, worst.name).toBeLessThan(2e-5);
    expect(clipFraction).toBeGreaterThan(0);
  });
});

describe("the score function", () => {
  it("has mean 0 in every number of the policy over 20,000 rollouts", () => {
    const options = optionsWith({
      seed: 3,
      prompts: 1000,
      pages: 100,
      mix: everyKind,
      firstCall: 0.7,
      moreCalls: 0.5,
    });
    const model = new PolicyModel(options);
    const heads = model.headsAt(new Float64Array(policySize));
    const world = new MiniatureWorld(options);
    const stream = new Stream().open(5, 5);
    const weights = new Float64Array(mostDecisions).fill(1);
    const one = new Float64Array(policySize);
    const sum = new Float64Array(policySize);
    const squares = new Float64Array(policySize);
    for (let step = 1; step <= 20; step++)
      for (const scene of world.scenesAt(step)) {
        const rollout = sampleRollout(model, heads, scene, stream);
        addGradient({ model, heads, scene, rollout, weights, from: 0 }, one.fill(0));
        one.forEach((slope, index) => {
          sum[index]! += slope;
          squares[index]! += slope * slope;
        });
      }
    // Few slopes make no normal sum; and no skill at counting is known, so that its slope is 0.
    const tested = policyNames.flatMap((name, index) =>
      squares[index]! > 50 ? [{ name, z: Math.abs(sum[index]!) / Math.sqrt(squares[index]!) }] : [],
    );
    expect(tested.length).toBeGreaterThan(45);
    for (const { name, z } of tested) expect(z, name).toBeLessThan(4.2);
  });
});
