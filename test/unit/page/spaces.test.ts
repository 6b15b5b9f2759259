import { describe, expect, it } from "vitest";
import type { Box } from "../../../src/core/page/box.js";
import { guessSpace, type SpaceEvidence } from "../../../src/core/page/guessSpace.js";
import { defaultResizeLimits } from "../../../src/core/page/resizeLimits.js";
import type { Size } from "../../../src/core/page/size.js";
import { testSpaces } from "../../../src/core/page/testSpaces.js";

const limits = { factor: 28, minPixels: 3136, maxPixels: 589_824 };
/** Seen by the model at 644 × 896. */
const bigPage: Size = { width: 3000, height: 4200 };
/** A multiple of 28 on both sides and small: the model sees it as it is. */
const plainPage: Size = { width: 560, height: 840 };
/** Seen larger than it is, at 112 × 112. */
const smallPage: Size = { width: 100, height: 100 };

const call = (requested: Box | null, tool = "image_zoom_in_tool"): SpaceEvidence => ({
  tool,
  tag: "tool_call",
  requested,
});
const guess = (calls: readonly SpaceEvidence[], page: Size | null) =>
  guessSpace(calls, {
    page,
    limits,
    fallback: { format: "verl-rollouts", space: "model" },
  });

describe("the guessed coordinate space", () => {
  it("is 0–1 inside <grounding>", () => {
    const grounding: SpaceEvidence = { tool: null, tag: "grounding", requested: [0, 0, 1, 1] };
    expect(guess([grounding], bigPage)).toEqual({
      space: "unit",
      reason: { code: "tool-convention", tool: "grounding" },
    });
  });

  it("is pixels inside <grounding> where the numbers cannot be fractions", () => {
    const grounding: SpaceEvidence = { tool: null, tag: "grounding", requested: [100, 2000, 700, 2500] };
    expect(guess([grounding], bigPage)).toMatchObject({ space: "page", reason: { code: "exceeds-model" } });
  });

  it("follows Pixel-Reasoner's own rule for its tools", () => {
    const reason = { code: "tool-convention", tool: "crop_image_normalized" };
    expect(guess([call([0.1, 0.2, 0.5, 0.6], "crop_image_normalized")], bigPage)).toEqual({ space: "unit", reason });
    expect(guess([call([0, 0, 1, 1], "crop_image_normalized")], bigPage)).toEqual({ space: "page", reason });
  });

  it("is 0–1 when no number is above 1 and one is a fraction", () => {
    expect(guess([call([0, 0, 1, 1]), call([0.25, 0, 1, 1])], bigPage).reason).toEqual({ code: "fractions" });
    expect(guess([call([0, 0, 1, 1])], bigPage).reason.code).not.toBe("fractions");
  });

  it("is page pixels where the model sees the page as it is", () => {
    expect(guess([call([10, 10, 500, 500])], plainPage)).toEqual({ space: "page", reason: { code: "same-size" } });
  });

  it("is page pixels when a box does not fit into what the model sees, with the number that shows it", () => {
    expect(guess([call([10, 10, 600, 500]), call([900, 10, 1800, 500])], bigPage)).toEqual({
      space: "page",
      reason: { code: "exceeds-model", value: 1800, limit: 644, axis: "x" },
    });
  });

  it("is model pixels when a box does not fit on the page", () => {
    expect(guess([call([10, 10, 90, 108])], { width: 100, height: 100 })).toEqual({
      space: "model",
      reason: { code: "exceeds-page", value: 108, limit: 100, axis: "y" },
    });
  });

  it("is what the format's own tool does when the numbers fit both or neither", () => {
    const reason = { code: "format-default", format: "verl-rollouts" };
    expect(guess([call([10, 10, 90, 90])], smallPage)).toEqual({ space: "model", reason });
    expect(guess([call([10, 10, 9000, 9000])], bigPage)).toEqual({ space: "model", reason });
    expect(guess([], bigPage)).toEqual({ space: "model", reason });
  });

  it("says so when the page's size is unknown", () => {
    expect(guess([call([10, 10, 90, 90])], null)).toEqual({ space: "model", reason: { code: "page-size-unknown" } });
  });
});

describe("the space test", () => {
  const target: Box = [1200, 1600, 1800, 2200];
  const inModel: Box = [(1200 * 644) / 3000, (1600 * 896) / 4200, (1800 * 644) / 3000, (2200 * 896) / 4200];
  const trials = (count: number, requested: Box) =>
    Array.from({ length: count }, () => ({ requested: [requested], page: bigPage, targets: [target] }));

  it("finds model pixels that were taken for page pixels, with both numbers", () => {
    const result = testSpaces(trials(30, inModel), "page", limits);
    expect(result?.calls).toBe(30);
    expect(result?.better?.space).toBe("model");
    expect(result?.better?.meanIou).toBeCloseTo(1, 9);
    expect(result?.better?.currentMeanIou).toBe(0);
  });

  it("does not speak below 30 calls", () => {
    expect(testSpaces(trials(29, inModel), "page", limits)?.better).toBeNull();
  });

  it("does not speak when the space in use explains the boxes", () => {
    expect(testSpaces(trials(40, target), "page", limits)?.better).toBeNull();
  });

  it("asks for 0.2 more and twice as much", () => {
    // Half of each box is right under `page`, all of it under nothing: better nowhere.
    const half: Box = [1200, 1600, 1500, 2200];
    expect(testSpaces(trials(40, half), "page", limits)?.better).toBeNull();
    // Model pixels reach 1.0 for half of the calls and 0 for the other half; page pixels 0.
    const mixed = [...trials(20, inModel), ...trials(20, [2900, 10, 2990, 90])];
    expect(testSpaces(mixed, "page", limits)?.better?.meanIou).toBeCloseTo(0.5, 9);
    const weak = [...trials(5, inModel), ...trials(30, [2900, 10, 2990, 90])];
    expect(testSpaces(weak, "page", limits)?.better).toBeNull();
  });

  it("counts surplus calls in the mean and leaves rollouts without targets out", () => {
    const result = testSpaces(
      [
        { requested: [target, target], page: bigPage, targets: [target] },
        { requested: [target], page: bigPage, targets: [] },
      ],
      "page",
      defaultResizeLimits,
    );
    expect(result?.calls).toBe(2);
    expect(result?.means.find(mean => mean.space === "page")?.meanIou).toBe(0.5);
    expect(testSpaces([{ requested: [target], page: bigPage, targets: [] }], "page", limits)).toBeNull();
  });
});
