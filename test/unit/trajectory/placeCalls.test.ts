import { describe, expect, it } from "vitest";
import type { Box } from "../../../src/core/page/box.js";
import { defaultResizeLimits } from "../../../src/core/page/resizeLimits.js";
import { callConventions } from "../../../src/core/rollout/callConventions.js";
import type { FormatId } from "../../../src/core/rollout/formatId.js";
import type { PlacedCall } from "../../../src/core/rollout/placedCall.js";
import { type Placement, placeCalls } from "../../../src/core/rollout/placeCalls.js";
import { parsed, reply, zoom, zoomedIn } from "./rollouts.js";

/** A multiple of 28: the model sees it as it is. */
const plainPage = { width: 560, height: 840 };
/** Seen at 644 × 896 under the limits below: a scale of 4.658… by 4.6875. */
const bigPage = { width: 3000, height: 4200 };
const bigLimits = { ...defaultResizeLimits, maxPixels: 589_824 };

function placed(
  text: string,
  changes: Partial<Placement> = {},
  format: FormatId = "verl-rollouts",
): readonly PlacedCall[] {
  return placeCalls(parsed(text, format), {
    page: plainPage,
    space: null,
    limits: defaultResizeLimits,
    conventions: callConventions(format),
    format,
    targets: null,
    ...changes,
  });
}

const executed = (box: readonly number[]): string => `${zoom(box)}${reply(zoomedIn)}`;
const refused = (box: readonly number[]): string =>
  `${zoom(box)}${reply(`Error: The specified bounding box [${box.join(", ")}] is invalid or results in a crop smaller than the minimum size of 28x28.`)}`;

describe("a zoom call on its page", () => {
  it("has its requested and its executed box in page pixels, and the space with its reason", () => {
    const [call] = placed(executed([-10, 20, 300.4, 400]));
    expect(call).toMatchObject({
      guess: { space: "page", reason: { code: "same-size" } },
      page: [-10, 20, 300.4, 400],
      executed: [0, 20, 300, 400],
      changedBy: ["clamped"],
      refusedBy: null,
      iou: null,
    });
  });

  it("counts in model pixels where verl's tool crops from the resized page, and rounds in them", () => {
    const [call] = placed(executed([64.4, 100.2, 322, 500]), { page: bigPage, limits: bigLimits });
    expect(call?.guess).toEqual({ space: "model", reason: { code: "format-default", format: "verl-rollouts" } });
    expect(call?.page?.[0]).toBeCloseTo(300, 9);
    expect(call?.executed?.[0]).toBeCloseTo((64 * 3000) / 644, 9);
    expect(call?.executed?.[1]).toBeCloseTo((100 * 4200) / 896, 9);
  });

  it("is placed by the space of a setting", () => {
    const space = { space: "thousand", reason: { code: "configured" } } as const;
    const [call] = placed(executed([100, 100, 500, 500]), { space });
    expect(call).toMatchObject({ guess: space, page: [56, 84, 280, 420], executed: [56, 84, 280, 420] });
  });

  it("has no page pixels while the page's size is unknown", () => {
    const [call] = placed(executed([100, 100, 500, 500]), { page: null, targets: [[1, 2, 3, 4]] });
    expect(call).toMatchObject({ page: null, executed: null, refusedBy: null, iou: null });
  });

  it("is left out when it is of another tool", () => {
    expect(placed('<tool_call>{"name": "calc", "arguments": {}}</tool_call>')).toEqual([]);
  });
});

describe("a refusal", () => {
  it("is named by the tool's rule where the log shows an error", () => {
    expect(placed(refused([300, 20, 100, 400]))[0]).toMatchObject({ refusedBy: "inverted", page: [300, 20, 100, 400] });
    expect(placed(refused([600, 20, 700, 400]))[0]?.refusedBy).toBe("outside-page");
    expect(placed(refused([0, 20, 560, 22]))[0]?.refusedBy).toBe("aspect-ratio");
  });

  it("is the log's where the rule would execute the box", () => {
    const [call] = placed(refused([10, 20, 300, 400]));
    expect(call).toMatchObject({ refusedBy: "tool-error", executed: null, page: [10, 20, 300, 400] });
  });

  it("is none where the rule refuses and the log shows a crop", () => {
    const [call] = placed(executed([0, 20, 560, 22]));
    expect(call).toMatchObject({ refusedBy: null, executed: [0, 20, 560, 22], changedBy: [] });
  });

  it("is a missing reply where the format logs replies, and nothing where it does not", () => {
    expect(placed(zoom([10, 20, 300, 400]))[0]).toMatchObject({ refusedBy: "no-reply", executed: null });
    expect(placed(zoom([10, 20, 300, 400]), {}, "llamafactory-predictions")[0]).toMatchObject({
      refusedBy: null,
      executed: [10, 20, 300, 400],
    });
    expect(placed(zoom([300, 20, 10, 400]), {}, "llamafactory-predictions")[0]?.refusedBy).toBe("inverted");
  });

  it("is the call's own fault where its body is no call or holds no box", () => {
    const bad = '<tool_call>{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [1, 2]}}</tool_call>';
    const [call] = placed(`${bad}${reply("Error: bbox_2d parameter is missing or not a list of 4 numbers.")}`);
    expect(call).toMatchObject({ refusedBy: "bad-call", page: null });
    expect(
      placed("<tool_call>{'name': 'image_zoom_in_tool', 'arguments': {'bbox_2d': [10, 20, 300, 400]}}</tool_call>")[0],
    ).toMatchObject({
      refusedBy: "bad-call",
      page: [10, 20, 300, 400],
    });
  });

  it("follows DeepEyes' own rule in its dumps", () => {
    const error = "\n<|im_start|>user\nError: ZOOM IN ARGUMENTS ARE INVALID<|im_end|>\n<|im_start|>assistant\n";
    const [call] = placed(`${zoom([10, 20, 40, 400])}${error}`, {}, "deepeyes-board");
    expect(call?.refusedBy).toBe("too-small");
  });
});

describe("a crop of a crop", () => {
  const grounding = (box: readonly number[], source: string): string =>
    `<grounding>${JSON.stringify({ bbox_2d: box, source })}</grounding>`;

  it("is placed inside the crop that it names", () => {
    const text = `${grounding([0.5, 0.5, 1, 1], "original_image")}${reply("<image>")}${grounding([0, 0, 0.5, 0.5], "observation_1")}${reply("<image>")}`;
    expect(placed(text).map(call => call.page)).toEqual([
      [280, 420, 560, 840],
      [280, 420, 420, 630],
    ]);
  });

  it("has no place when the crop that it names was never made", () => {
    const text = `${grounding([0, 0, 0.5, 0.5], "observation_3")}${reply("Error: no such image")}`;
    expect(placed(text)[0]).toMatchObject({ page: null, executed: null, refusedBy: "unknown-source" });
  });
});

describe("the IoU of a call", () => {
  const left: Box = [0, 0, 200, 200];
  const right: Box = [300, 0, 500, 200];

  it("is that with its target in the best one-to-one assignment, whatever the order", () => {
    const calls = placed(executed(right) + executed(left), { targets: [left, right] });
    expect(calls.map(call => [call.target, call.iou])).toEqual([
      [1, 1],
      [0, 1],
    ]);
  });

  it("is 0 for surplus and refused calls", () => {
    const calls = placed(executed(left) + executed(left) + refused([300, 0, 100, 100]), { targets: [left] });
    expect(calls.map(call => call.iou)).toEqual([1, 0, 0]);
    expect(placed(executed(left), { targets: [] })[0]).toMatchObject({ target: null, iou: 0 });
  });

  it("is judged by the box that was executed", () => {
    expect(placed(executed([-100, 0, 200, 200]), { targets: [left] })[0]?.iou).toBe(1);
  });

  it("is absent without targets, and for what the trainer takes for no call", () => {
    expect(placed(executed(left))[0]?.iou).toBeNull();
    const calls = placed(`<tool_call>{"name": "image_zoom_in_tool"</tool_call>\n${executed(left)}`, {
      targets: [left],
    });
    expect(calls.map(call => call.iou)).toEqual([null, 1]);
  });
});
