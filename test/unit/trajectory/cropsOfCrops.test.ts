import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Box } from "../../../src/core/page/box.js";
import { iou } from "../../../src/core/page/iou.js";
import { defaultResizeLimits } from "../../../src/core/page/resizeLimits.js";
import type { Size } from "../../../src/core/page/size.js";
import { callConventions } from "../../../src/core/rollout/callConventions.js";
import { conventionsIn } from "../../../src/core/rollout/conventionsIn.js";
import type { DialectId } from "../../../src/core/rollout/dialectId.js";
import type { PlacedCall } from "../../../src/core/rollout/placedCall.js";
import { placeCalls } from "../../../src/core/rollout/placeCalls.js";
import { trajectoryOf } from "../../../src/core/rollout/trajectoryOf.js";
import { reply, rollout } from "./rollouts.js";

const page: Size = { width: 1000, height: 800 };

interface Given {
  readonly dialect?: DialectId;
  readonly page?: Size;
  readonly targets?: readonly Box[];
}

function placed(text: string, { dialect, page: on = page, targets }: Given = {}): readonly PlacedCall[] {
  const trajectory = trajectoryOf(rollout(text), dialect ?? null);
  return placeCalls(trajectory, {
    page: on,
    space: null,
    limits: defaultResizeLimits,
    conventions: conventionsIn(callConventions("verl-rollouts"), trajectory.dialect.id),
    dialect: trajectory.dialect,
    format: "verl-rollouts",
    targets: targets ?? null,
  });
}

const source = (image: number): string => (image === 0 ? "original_image" : `observation_${image}`);
const grounding = (box: readonly number[], image: number, answer = "<image>"): string =>
  `<grounding>${JSON.stringify({ bbox_2d: box, source: source(image) })}</grounding>${reply(answer)}`;
const crop = (box: readonly number[], image: number, answer = "<image>"): string =>
  `<tool_call>${JSON.stringify({ name: "crop_image_normalized", arguments: { bbox_2d: box, target_image: image + 1 } })}</tool_call>${reply(answer)}`;

describe("a crop of a crop", () => {
  it("is placed on the page through every crop between, with the calls that it was cut from", () => {
    const text =
      grounding([0.5, 0.5, 0.9, 0.9], 0) + grounding([0.25, 0.25, 0.75, 0.75], 1) + grounding([0, 0, 0.5, 0.5], 2);
    const calls = placed(text);
    expect(calls.map(({ executed }) => executed)).toEqual([
      [500, 400, 900, 720],
      [600, 480, 800, 640],
      [600, 480, 700, 560],
    ]);
    expect(calls.map(({ within }) => within)).toEqual([[], [0], [1, 0]]);
  });

  it("counts crops, not calls: one that was refused made none", () => {
    const refused = grounding([0.9, 0.9, 0.1, 0.1], 0, "ERROR occurs during grounding. Error Information: no");
    const calls = placed(
      grounding([0, 0, 0.5, 0.5], 0) + refused + grounding([0.5, 0.5, 1, 1], 0) + grounding([0, 0, 0.5, 0.5], 2),
    );
    expect(calls[1]).toMatchObject({ refusedBy: "inverted", within: [] });
    // The second crop is that of the third call, 499 × 399 pixels large.
    expect(calls[3]).toMatchObject({ executed: [500, 400, 749, 599], within: [2] });
  });

  it("is judged by targets on the page", () => {
    const target: Box = [600, 480, 800, 640];
    const text = grounding([0.5, 0.5, 0.9, 0.9], 0) + grounding([0.25, 0.25, 0.75, 0.75], 1);
    expect(placed(text, { targets: [target] }).map(one => one.iou)).toEqual([0, 1]);
  });

  it("has no place where it names a crop that was never made, and one made of an unknown crop is unknown", () => {
    const calls = placed(grounding([0, 0, 0.5, 0.5], 7));
    expect(calls[0]).toMatchObject({ page: null, executed: null, within: [] });
  });

  it("counts in pixels of the crop as it was kept, of which the reply tells the size", () => {
    // A crop of 400 × 320 pixels that was kept twice as large: its pixel 400 is the page's 400 + 200.
    const first = crop([500, 400, 701, 560], 0, "Here is the cropped image. (Image Size: 800x640)\n<image>");
    const second = crop([400, 320, 800, 640], 1, "Here is the cropped image. (Image Size: 400x320)\n<image>");
    const [outer, inner] = placed(first + second, { dialect: "verl-tool" });
    expect(outer?.executed).toEqual([400, 320, 800, 640]);
    expect(inner?.page).toEqual([600, 480, 800, 640]);
    // The margin is a tenth of the crop: 80 of its own pixels, 40 of the page's.
    expect(inner?.executed).toEqual([560, 448, 800, 640]);
  });

  it("has the size that smart_resize makes where no reply tells it", () => {
    const [, inner] = placed(crop([500, 400, 701, 560], 0) + crop([0, 0, 392, 308], 1), { dialect: "verl-tool" });
    // 400 × 320 becomes 392 × 308, whose far corner is that of the crop.
    expect(inner?.page).toEqual([400, 320, 800, 640]);
  });

  it("shows of a padded crop what lies on the page", () => {
    // Pillow pads 100 pixels of black on the left: the page begins at a quarter of the crop.
    const zoom = (box: readonly number[], image: number) =>
      `<tool_call>${JSON.stringify({ name: "image_zoom_in_tool", arguments: { bbox_2d: box, img_idx: image } })}</tool_call>${reply("<image>")}`;
    const trajectory = trajectoryOf(rollout(zoom([-100, 0, 300, 400], 0) + zoom([0, 0, 200, 400], 1)), "verl");
    const calls = placeCalls(trajectory, {
      page,
      space: { space: "page", reason: { code: "configured" } },
      limits: defaultResizeLimits,
      conventions: { ...callConventions("verl-rollouts"), cropTool: "pillow" },
      format: "verl-rollouts",
      targets: null,
    });
    expect(calls.map(({ executed }) => executed)).toEqual([
      [0, 0, 300, 400],
      [0, 0, 100, 400],
    ]);
    expect(calls[1]?.page).toEqual([-100, 0, 100, 400]);
  });
});

/** A box of shares that Mini-o3's tool takes on every image that comes up here. */
const shares = fc
  .tuple(
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 40, max: 100 }),
    fc.integer({ min: 40, max: 100 }),
  )
  .map(([x, y, w, h]) => [x / 100, y / 100, Math.min(1, (x + w) / 100), Math.min(1, (y + h) / 100)] as const);
const sizes = fc.record({ width: fc.integer({ min: 400, max: 4000 }), height: fc.integer({ min: 400, max: 4000 }) });

/** The same by hand: each crop an affine map of shares onto the page, rounded to whole pixels of its own image. */
function byHand(boxes: readonly (readonly [number, number, number, number])[], on: Size): Box {
  let [left, top, right, bottom] = [0, 0, on.width, on.height];
  for (const [x1, y1, x2, y2] of boxes) {
    const [width, height] = [right - left, bottom - top];
    const [a, b] = [Math.trunc(x1 * width), Math.trunc(y1 * height)];
    const [c, d] = [Math.min(Math.trunc(x2 * width), width - 1), Math.min(Math.trunc(y2 * height), height - 1)];
    [left, top, right, bottom] = [left + a, top + b, left + c, top + d];
  }
  return [left, top, right, bottom];
}

describe("any chain of crops", () => {
  it("is on the page where cropping by hand puts it, to the pixel", () => {
    fc.assert(
      fc.property(fc.array(shares, { minLength: 1, maxLength: 4 }), sizes, (boxes, on) => {
        const calls = placed(boxes.map((box, at) => grounding(box, at)).join(""), { page: on });
        expect(calls.at(-1)?.executed).toEqual(byHand(boxes, on));
        expect(calls.at(-1)?.within).toEqual(boxes.slice(1).map((_, at) => boxes.length - 2 - at));
      }),
      { numRuns: 500 },
    );
  });

  it("lies inside the crop that it was cut from, and on the page, in every dialect that crops crops", () => {
    const dialect = fc.constantFrom<DialectId>("mini-o3", "verl-tool", "pixel-reasoner", "qwen3-vl", "verl");
    const share = fc.integer({ min: -400, max: 1400 }).map(thousandths => thousandths / 1000);
    const call = fc.record({ box: fc.tuple(share, share, share, share), image: fc.integer({ min: 0, max: 4 }) });
    fc.assert(
      fc.property(dialect, fc.array(call, { maxLength: 6 }), sizes, (id, written, on) => {
        const text = written.map(({ box, image }) => textOf(id, box, image)).join("");
        const calls = placed(text, { dialect: id, page: on });
        for (const { executed, within } of calls) {
          if (executed === null) continue;
          expect(isInside(executed, [0, 0, on.width, on.height])).toBe(true);
          const outer = within[0] === undefined ? null : calls[within[0]]?.executed;
          if (outer !== null && outer !== undefined) expect(isInside(executed, outer)).toBe(true);
          expect(iou(executed, executed)).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 1500 },
    );
  });
});

function textOf(id: DialectId, box: readonly number[], image: number): string {
  if (id === "mini-o3") return grounding(box, image);
  if (id === "verl-tool" || id === "pixel-reasoner") return crop(box, image);
  const args = { bbox_2d: box.map(side => Math.round(side * 1000)), img_idx: image };
  return `<tool_call>${JSON.stringify({ name: "image_zoom_in_tool", arguments: args })}</tool_call>${reply("<image>")}`;
}

/** Within what floats lose on the way. */
function isInside(box: Box, outer: Box): boolean {
  const slack = 1e-6;
  return (
    box[0] >= outer[0] - slack && box[1] >= outer[1] - slack && box[2] <= outer[2] + slack && box[3] <= outer[3] + slack
  );
}
