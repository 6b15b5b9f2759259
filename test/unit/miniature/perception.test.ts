import { describe, expect, it } from "vitest";
import type { MiniatureOptions } from "../../../src/core/simulate/miniature/miniatureOptions.js";
import { MiniatureWorld } from "../../../src/core/simulate/miniature/miniatureWorld.js";
import { paperAccuracy } from "../../../src/core/simulate/miniature/perception.js";
import { PolicyModel } from "../../../src/core/simulate/miniature/policyHeads.js";
import { policySize } from "../../../src/core/simulate/miniature/policyLayout.js";
import { sampleRollout, type SampledRollout } from "../../../src/core/simulate/miniature/sampleRollout.js";
import { Stream } from "../../../src/core/simulate/miniature/stream.js";
import type { BoxedTaskKind } from "../../../src/core/simulate/taskKind.js";
import { optionsWith } from "./trainingOf.js";

const kinds: readonly BoxedTaskKind[] = [
  "panel_understanding",
  "action_recognition",
  "depth_comparison",
  "character_identification",
];

const none = {
  panel_understanding: 0,
  action_recognition: 0,
  depth_comparison: 0,
  character_identification: 0,
  character_counting: 0,
};

/** Rollouts of the untrained policy on 10,000 questions of one task kind. */
function rolloutsOf(kind: BoxedTaskKind, changed: Partial<MiniatureOptions>): readonly SampledRollout[] {
  const options = optionsWith({ seed: 9, prompts: 1000, pages: 100, mix: { ...none, [kind]: 1 }, ...changed });
  const model = new PolicyModel(options);
  const heads = model.headsAt(new Float64Array(policySize));
  const world = new MiniatureWorld(options);
  const stream = new Stream().open(1, 1);
  return Array.from({ length: 10 }, (_, step) => step + 1).flatMap(step =>
    world.scenesAt(step).map(scene => sampleRollout(model, heads, scene, stream)),
  );
}

const percentRight = (rollouts: readonly SampledRollout[]) =>
  (100 * rollouts.filter(({ isRight }) => isRight).length) / rollouts.length;

/** Nearly all call, and crop the panels that they are asked about. */
const aimed: Partial<MiniatureOptions> = { firstCall: 0.95, evidence: 4, characterPull: -12, clutter: 0 };

/** How many percent of the rollouts with a good view of some target are right. */
function percentRightSeeing(kind: BoxedTaskKind, changed: Partial<MiniatureOptions>): number {
  const seeing = rolloutsOf(kind, { ...aimed, ...changed }).filter(({ found }) => found > 0.3);
  expect(seeing.length).toBeGreaterThan(6000);
  return percentRight(seeing);
}

describe("what an untrained reader gets right", () => {
  it.each(kinds)("of %s from the whole page is the paper's Table 3, within 2 points", kind => {
    const rollouts = rolloutsOf(kind, { firstCall: 1e-9 });
    expect(rollouts.every(({ calls }) => calls.length === 0)).toBe(true);
    expect(Math.abs(percentRight(rollouts) - paperAccuracy[kind].page)).toBeLessThan(2);
  });

  it.each(kinds)("of %s is the same with a good view where zooming is worth nothing", kind => {
    expect(Math.abs(percentRightSeeing(kind, { slope: 0 }) - paperAccuracy[kind].page)).toBeLessThan(2);
  });

  it("of panel understanding is more with a good view where zooming is worth what Table 4 says", () => {
    const { page, crops } = paperAccuracy.panel_understanding;
    const right = percentRightSeeing("panel_understanding", {});
    expect(right).toBeGreaterThan(page + 6);
    expect(right).toBeLessThan(crops + 2);
  });

  it("falls by clutter alone where zooming is worth nothing: a crop beside the target costs its log-odds", () => {
    const rollouts = rolloutsOf("action_recognition", {
      ...aimed,
      firstCall: 0.5,
      moreCalls: 0.01,
      evidence: 0,
      clutter: 1,
      slope: 0,
    });
    const odds = (some: readonly SampledRollout[]) => Math.log(percentRight(some) / (100 - percentRight(some)));
    const beside = rollouts.filter(({ calls, clutter }) => calls.length === 1 && clutter === 1);
    const blind = rollouts.filter(({ calls }) => calls.length === 0);
    expect(beside.length).toBeGreaterThan(2000);
    expect(Math.abs(odds(blind) - odds(beside) - 1)).toBeLessThan(0.25);
  });
});
