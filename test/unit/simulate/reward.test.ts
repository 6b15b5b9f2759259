import { describe, expect, it } from "vitest";
import type { Box } from "../../../src/core/page/box.js";
import { verlCrop } from "../../../src/core/page/verlCrop.js";
import { rewardOf } from "../../../src/core/simulate/rewardOf.js";
import type { SimulatedRollout } from "../../../src/core/simulate/simulatedRollout.js";

const page = { width: 1000, height: 1000 };
const first: Box = [100, 100, 300, 300];
const second: Box = [600, 600, 800, 800];

function rollout(boxes: readonly Box[], change: Partial<SimulatedRollout> = {}): SimulatedRollout {
  const calls = boxes.map(requested => ({
    thought: "",
    requested,
    label: "",
    writing: "plain" as const,
    outcome: verlCrop(requested, page),
  }));
  return { calls, thought: "", ending: "answer", answer: "A", isRight: true, ...change };
}

const total = (targets: readonly Box[], response: SimulatedRollout, scoring: "assigned" | "in-order" = "assigned") =>
  rewardOf(response, { targets, expectedZooms: targets.length, page, scoring }).total;

describe("the logged reward (Eq. 1 to 3)", () => {
  it.each([
    ["a perfect zoom and a right answer", [first], rollout([first]), 6],
    ["a perfect zoom and a wrong answer", [first], rollout([first], { isRight: false }), 3],
    ["no zoom and a right answer", [first], rollout([]), 2],
    ["no zoom and a wrong answer", [first], rollout([], { isRight: false }), 1],
    ["an IoU of a third", [first], rollout([[200, 100, 400, 300]]), 1 + 1 + 2 * (1 + 1 / 3)],
    ["two perfect zooms", [first, second], rollout([first, second]), 2 + 2 * (1 + Math.SQRT2)],
    ["two perfect zooms in the other order", [first, second], rollout([second, first]), 2 + 2 * (1 + Math.SQRT2)],
    ["one of two", [first, second], rollout([first]), 4],
    ["the same zoom twice for one target", [first], rollout([first, first]), 2 + 2 * (0 + Math.SQRT1_2)],
    ["open tags", [first], rollout([first], { ending: "unclosed-think" }), 5],
    ["a refused call", [first], rollout([[300, 300, 100, 100]]), 2],
    ["a box over the edge, clamped", [[800, 800, 1000, 1000] satisfies Box], rollout([[800, 800, 1400, 1400]]), 6],
  ] as const)("of %s", (_, targets, response, expected) => {
    expect(total(targets, response)).toBeCloseTo(expected, 5);
  });

  it("is wrong in the ways that the fault says: order counts, and nothing is clamped", () => {
    expect(total([first, second], rollout([second, first]), "in-order")).toBe(4);
    expect(total([[800, 800, 1000, 1000]], rollout([[800, 800, 1400, 1400]]), "in-order")).toBeLessThan(5);
  });
});
