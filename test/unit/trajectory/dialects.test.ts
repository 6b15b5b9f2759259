import { describe, expect, it } from "vitest";
import type { Box } from "../../../src/core/page/box.js";
import { defaultResizeLimits } from "../../../src/core/page/resizeLimits.js";
import type { Size } from "../../../src/core/page/size.js";
import { type DialectId, dialectIds } from "../../../src/core/rollout/dialectId.js";
import { dialects } from "../../../src/core/rollout/dialects.js";
import type { FormatId } from "../../../src/core/rollout/formatId.js";
import type { PlacedCall } from "../../../src/core/rollout/placedCall.js";
import { placeRollout } from "../../../src/core/rollout/placeRollout.js";
import type { RolloutMessage } from "../../../src/core/rollout/rollout.js";
import type { Trajectory } from "../../../src/core/rollout/trajectory.js";
import { trajectoryOf } from "../../../src/core/rollout/trajectoryOf.js";
import { reply, rollout } from "./rollouts.js";

/** Sides are multiples of 28: the model sees it as it is stored. */
const page: Size = { width: 1120, height: 840 };

interface Read {
  readonly trajectory: Trajectory;
  readonly placed: readonly PlacedCall[];
}

interface Reading {
  readonly format?: FormatId;
  readonly dialect?: DialectId;
  readonly targets?: readonly Box[];
}

function read(response: string | readonly RolloutMessage[], { format, dialect, targets }: Reading = {}): Read {
  const one =
    typeof response === "string"
      ? rollout(response, { format: format ?? "verl-rollouts" })
      : rollout("", { format: format ?? "deepeyes-evaluation", response: { kind: "messages", messages: response } });
  const trajectory = trajectoryOf(one, dialect ?? null);
  const question = targets === undefined ? null : questionWith(targets);
  const { placed } = placeRollout(one, trajectory, {
    question,
    pageSize: page,
    space: null,
    limits: defaultResizeLimits,
  });
  return { trajectory, placed };
}

function questionWith(targets: readonly Box[]) {
  return {
    id: "q",
    image: null,
    width: page.width,
    height: page.height,
    prompt: null,
    question: "?",
    options: [],
    answer: null,
    taskKind: null,
    expectedZooms: targets.length,
    targets: targets.map(box => ({ box, role: null })),
    marks: [],
  };
}

const call = (name: string, args: unknown): string =>
  `<tool_call>\n${JSON.stringify({ name, arguments: args })}\n</tool_call>`;
const zoom = (box: readonly number[], more: object = {}): string =>
  call("image_zoom_in_tool", { bbox_2d: box, ...more });
const crop = (box: readonly number[], image: number): string =>
  call("crop_image_normalized", { bbox_2d: box, target_image: image });
const grounding = (box: readonly number[], source: string): string =>
  `<grounding>${JSON.stringify({ bbox_2d: box, source })}</grounding>`;
const model = (text: string): RolloutMessage => ({ role: "assistant", text });
const user = (text: string): RolloutMessage => ({ role: "user", text });

/** A rollout of each project as it writes one, whose dialect it is, and where its last crop lies on the page. */
const fixtures: readonly {
  readonly id: DialectId;
  readonly reason: string;
  readonly response: string | readonly RolloutMessage[];
  readonly format?: FormatId;
  readonly executed: Box | null;
}[] = [
  {
    id: "verl",
    reason: "format",
    response: zoom([100, 100, 400, 300]) + reply("Zoomed in on the image to the region [100, 100, 400, 300]."),
    executed: [100, 100, 400, 300],
  },
  {
    id: "verl-tool",
    reason: "tool",
    response: `${crop([0.3, 0.3, 0.5, 0.5], 1)}\nuser\nHere is the cropped image. (Image Size: 448x336)\n<image>\nassistant\n`,
    // (0.3 - 0.1) × 1120 is 223.99… in floats, and cut to whole pixels.
    executed: [223, 168, 672, 504],
  },
  {
    id: "deepeyes",
    reason: "format",
    format: "deepeyes-board",
    response: `${zoom([100, 100, 400, 300])}\n<|im_start|>user\n<tool_response><image></tool_response><|im_end|>\n<|im_start|>assistant\n`,
    executed: [100, 100, 400, 300],
  },
  {
    id: "deepeyes-v3",
    reason: "argument",
    format: "deepeyes-board",
    response:
      '```json\n{\n  "function": "zoom_in",\n  "bbox_2d": [100, 100, 110, 120],\n  "label": "cat"\n}\n```<|im_end|>\n<|im_start|>user\n<image><|im_end|>\n<|im_start|>assistant\n',
    executed: [91, 82, 119, 138],
  },
  {
    id: "deepeyes-v4",
    reason: "argument",
    format: "deepeyes-board",
    response:
      '<tool_call>\n{"function": "zoom_in", "bbox_2d": [100, 100, 110, 120], "label": "cat"}\n</tool_call><|im_end|>\n<|im_start|>user\n<tool_response><image></tool_response><|im_end|>\n<|im_start|>assistant\n',
    executed: [100, 100, 110, 120],
  },
  {
    id: "deepeyes-v5",
    reason: "several-replies",
    format: "deepeyes-board",
    response: `${zoom([0, 0, 50, 60])}${zoom([100, 100, 110, 120])}<|im_end|>\n<|im_start|>user\n<tool_response>\n<image>\n</tool_response>\n<tool_response>\n<image>\n</tool_response>\n<|im_end|>\n<|im_start|>assistant\n`,
    executed: [91, 82, 119, 138],
  },
  {
    id: "deepeyes-eval",
    reason: "format",
    response: [
      model("<tool_call>\n{'name': 'image_zoom_in_tool', 'arguments': {'bbox_2d': [100, 100, 400, 300]}}\n"),
      user("<image>"),
      model("<answer>A</answer>"),
    ],
    executed: [100, 100, 400, 300],
  },
  {
    id: "pixel-reasoner",
    reason: "tool",
    response: [model(crop([0.3, 0.3, 0.5, 0.5], 1)), user("\nHere is the cropped image (Image Size: 448x336):<image>")],
    executed: [224, 168, 672, 504],
  },
  {
    id: "mini-o3",
    reason: "tag",
    response: `${grounding([0.25, 0.25, 0.5, 0.5], "original_image")}<|im_end|>\n<|im_start|>user\nAfter the above Action 0, here is the the zoom-in image (Observation 1):\n<image>.\n<|im_end|>\n<|im_start|>assistant\n`,
    executed: [280, 210, 560, 420],
  },
  {
    id: "qwen3-vl",
    reason: "argument",
    response: zoom([250, 250, 500, 500], { label: "cat", img_idx: 0 }) + reply("<image>"),
    executed: [280, 210, 560, 420],
  },
  {
    id: "r1-vlm",
    reason: "tag",
    response: [model("<think>there</think>\n<tool>\nname: zoom\nkeypoint: [500, 400]\n</tool>"), user("<image>")],
    executed: [300, 200, 700, 600],
  },
  {
    id: "openthinkimg",
    reason: "argument",
    response: [
      model(
        '{"thought": "the plot", "actions": [{"name": "ZoomInSubfigure", "arguments": {"image": "img_1", "param": "upper left"}}]}',
      ),
      user("<image>"),
    ],
    executed: null,
  },
  {
    id: "vtool-r1",
    reason: "tool",
    response: [
      model('ACTION 0:\n```python\nimage = focus_on_columns_with_draw(image_1, ["Year", "Sales"], columns_bbox)\n```'),
      user("<image>"),
    ],
    executed: null,
  },
];

describe("a rollout of each project", () => {
  it.each(fixtures)("of $id is read in its dialect", ({ id, reason, response, format, executed }) => {
    const { trajectory, placed } = read(response, format === undefined ? {} : { format });
    expect(trajectory.dialect.id).toBe(id);
    expect(trajectory.dialect.reason.code).toBe(reason);
    expect(placed.at(-1)).toMatchObject({ executed, refusedBy: null });
  });

  it("has a fixture, but for those that only a run's own word tells", () => {
    const told = new Set([...fixtures.map(({ id }) => id), "chain-of-focus", "chain-of-focus-eval", "code"]);
    expect(dialectIds.filter(id => !told.has(id))).toEqual([]);
  });
});

describe("the dialect that a run names", () => {
  it("comes before what the calls look like, and says what the boxes count", () => {
    const { trajectory, placed } = read(zoom([250, 250, 500, 500]) + reply("<image>"), { dialect: "qwen3-vl" });
    expect(trajectory.dialect).toEqual({ id: "qwen3-vl", reason: { code: "configured" } });
    expect(placed[0]).toMatchObject({
      executed: [280, 210, 560, 420],
      guess: { space: "thousand", reason: { code: "dialect", dialect: "qwen3-vl" } },
    });
  });

  it("makes Chain-of-Focus' boxes larger, in training and in its evaluation, which shows the whole page for bad ones", () => {
    const dump = [model(zoom([200, 200, 400, 400])), user("<image>"), model(zoom([-5, 0, 90, 90])), user("<image>")];
    const boxes = read(dump, { dialect: "chain-of-focus-eval" }).placed.map(one => one.executed);
    expect(boxes).toEqual([
      [150, 150, 450, 450],
      [0, 0, 1120, 840],
    ]);
    const refused = `${zoom([-5, 0, 90, 90])}${reply("Invalid bounding box: Bounding box [-5, 0, 90, 90] …")}`;
    expect(read(refused, { dialect: "chain-of-focus" }).placed[0]?.refusedBy).toBe("outside-page");
  });

  it("shows the whole page for a call that Chain-of-Focus' evaluation cannot read", () => {
    const { placed } = read([model("<tool_call>{'name': 'image_zoom"), user("<image>")], {
      dialect: "chain-of-focus-eval",
    });
    expect(placed).toEqual([]);
    const unread = [model('<tool_call>{"name": "image_zoom_in_tool", "arguments": {}}</tool_call>'), user("<image>")];
    expect(read(unread, { dialect: "chain-of-focus-eval" }).placed[0]).toMatchObject({
      executed: [0, 0, 1120, 840],
      changedBy: ["whole-page"],
    });
  });

  it("has DeepEyes crop the page whatever image a call names", () => {
    const board = `${zoom([100, 100, 400, 300], { img_idx: 3 })}\n<|im_start|>user\n<tool_response><image></tool_response><|im_end|>\n<|im_start|>assistant\n`;
    expect(read(board, { format: "deepeyes-board", dialect: "deepeyes" }).placed[0]).toMatchObject({
      executed: [100, 100, 400, 300],
      within: [],
    });
  });
});

describe("which of a turn's calls ran", () => {
  const first = zoom([100, 100, 400, 300]);
  const second = zoom([500, 100, 800, 300]);
  const turn = (text: string, answer = "<image>"): string =>
    `${text}<|im_end|>\n<|im_start|>user\n<tool_response>${answer}</tool_response><|im_end|>\n<|im_start|>assistant\n`;
  const fates = (text: string, reading: Reading): readonly (string | null)[] =>
    read(text, reading).placed.map(one => one.refusedBy);

  it.each<[DialectId, readonly (string | null)[]]>([
    ["verl", [null, "first-runs"]],
    ["deepeyes", ["last-runs", null]],
    ["deepeyes-v4", [null, "first-runs"]],
    ["deepeyes-eval", [null, "first-runs"]],
    ["chain-of-focus", [null, "first-runs"]],
    ["verl-tool", [null, "first-runs"]],
    ["pixel-reasoner", ["last-runs", null]],
    ["mini-o3", ["last-runs", null]],
  ])("is by %s: %j", (dialect, expected) => {
    expect(fates(turn(`${first}${second}`), { format: "deepeyes-board", dialect })).toEqual(expected);
  });

  it("is every one by DeepEyes v5, up to three", () => {
    const four = [first, second, zoom([10, 10, 90, 90]), zoom([10, 500, 90, 600])].join("\n");
    const text = turn(four, "<image></tool_response><tool_response><image></tool_response><tool_response><image>");
    expect(fates(text, { format: "deepeyes-board", dialect: "deepeyes-v5" })).toEqual([null, null, null, "over-limit"]);
  });

  it("is none where DeepEyes finds an answer in the turn", () => {
    const text = `${first}\n<answer>A</answer>`;
    expect(fates(text, { format: "deepeyes-board" })).toEqual(["answer-wins"]);
    expect(fates(text, { format: "verl-rollouts" })).toEqual(["no-reply"]);
  });

  it("is none of Pixel-Reasoner's where text stands behind the call", () => {
    const text = `${crop([0.1, 0.1, 0.4, 0.4], 1)} so it is A.`;
    expect(fates(text, { dialect: "pixel-reasoner" })).toEqual(["text-behind"]);
  });

  it("is told by the rules alone where there was no tool, once the run names its dialect", () => {
    const text = `${first}${second}`;
    expect(fates(text, { format: "llamafactory-predictions" })).toEqual([null, null]);
    expect(fates(text, { format: "llamafactory-predictions", dialect: "deepeyes" })).toEqual(["last-runs", null]);
  });

  it("has no IoU where it did not, and leaves its target to one that did", () => {
    const { placed } = read(turn(`${first}${second}`), { format: "deepeyes-board", targets: [[500, 100, 800, 300]] });
    expect(placed.map(({ executed, target, iou }) => [executed !== null, target, iou])).toEqual([
      [false, null, null],
      [true, 0, 1],
    ]);
  });
});

describe("forms of calls", () => {
  it("are read with single quotes in Mini-o3's tag, which `eval` takes", () => {
    const text = `<grounding>{'bbox_2d': [0.25, 0.25, 0.5, 0.5], 'source': 'original_image'}</grounding>${reply("<image>")}`;
    expect(read(text).placed[0]).toMatchObject({ call: { problem: null }, executed: [280, 210, 560, 420] });
  });

  it("of older Mini-o3 runs count pixels, which the numbers tell", () => {
    const text = grounding([280, 210, 560, 420], "original_image") + reply("<image>");
    expect(read(text).placed[0]).toMatchObject({ guess: { space: "page" }, executed: [280, 210, 560, 420] });
  });

  it("name what is wrong with a point", () => {
    const at = (value: string) => read([model(`<tool>\nname: zoom\nkeypoint: ${value}\n</tool>`), user("Error: no")]);
    expect(at("[500]").placed[0]).toMatchObject({ call: { problem: { code: "no-point" } }, refusedBy: "bad-call" });
    expect(at("[5000, 1]").placed[0]).toMatchObject({ refusedBy: "outside-page", executed: null });
  });

  it("of a tool that only describes are shown without a box, whatever their words say", () => {
    const { placed, trajectory } = read(fixtures.find(({ id }) => id === "openthinkimg")?.response ?? "");
    expect(placed[0]).toMatchObject({
      call: { tool: "ZoomInSubfigure", label: "upper left", aim: { kind: "words" }, requested: null, problem: null },
      page: null,
      executed: null,
      refusedBy: null,
    });
    expect(trajectory.turns[0]?.parts.map(({ kind }) => kind)).toEqual(["call"]);
    expect(read(fixtures.find(({ id }) => id === "vtool-r1")?.response ?? "").placed[0]?.call.label).toBe(
      "Year, Sales",
    );
  });

  it("of another action are no zoom calls", () => {
    const { placed, trajectory } = read([
      model('{"thought": "done", "actions": [{"name": "Terminate", "arguments": {"ans": "3"}}]}'),
    ]);
    expect(placed).toEqual([]);
    expect(trajectory.calls.map(({ tool }) => tool)).toEqual(["Terminate"]);
  });
});

describe("the table of dialects", () => {
  it("names each one differently", () => {
    const names = dialectIds.map(id => dialects[id].name);
    expect(new Set(names).size).toBe(names.length);
  });
});
