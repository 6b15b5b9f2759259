import { describe, expect, it } from "vitest";
import { defaultMiniatureOptions } from "../../../src/core/simulate/miniature/miniatureOptions.js";
import { openMiniature } from "../../../src/core/simulate/miniature/openMiniature.js";
import { yardstick } from "../../bench/miniatureFigures.js";
import { strategyOf } from "./trainingOf.js";

/** Of this process alone, all its threads, in microseconds: what others do on the machine is not in it. */
function processorTime(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

function train(seed: number): void {
  const miniature = openMiniature({ ...defaultMiniatureOptions, seed }, strategyOf("two-phase"));
  for (let step = 0; step < defaultMiniatureOptions.steps; step++) miniature.next();
}

describe("a training that is not written", () => {
  it("of 200 steps of 128 rollouts takes less than three seconds, told by a yardstick that takes 67 ms (check 10)", () => {
    const { steps, prompts, responses } = defaultMiniatureOptions;
    expect([steps, prompts * responses]).toEqual([200, 128]);
    yardstick();
    train(900);
    const rounds = [901, 902].map(seed => ({
      ours: processorTime(() => train(seed)),
      floor: processorTime(yardstick),
    }));
    const ours = Math.min(...rounds.map(round => round.ours));
    const floor = Math.min(...rounds.map(round => round.floor));
    // Some 5 where it is measured. A machine that is slower is slower at both.
    expect(ours / floor).toBeLessThan(3000 / 67);
  });
});
