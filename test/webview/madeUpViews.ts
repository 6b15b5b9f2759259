import type { Box } from "../../src/core/page/box.js";
import type { PlacedCall } from "../../src/core/rollout/placedCall.js";
import type { Turn, TurnPart } from "../../src/core/rollout/trajectory.js";
import type { ZoomCall } from "../../src/core/rollout/zoomCall.js";
import type { GroupMember, RolloutView, UnreadableView } from "../../src/protocol/rolloutView.js";

const page = { width: 1700, height: 2300 };
const guess = { space: "page", reason: { code: "exceeds-page", axis: "x", value: 1860, limit: 1700 } } as const;

function zoomCall(index: number, turn: number, requested: Box | null, label: string | null, reply: string): ZoomCall {
  const body = JSON.stringify({ name: "image_zoom_in_tool", arguments: { bbox_2d: requested, label } });
  return {
    index,
    turn,
    tool: "image_zoom_in_tool",
    isZoom: true,
    requested,
    label,
    source: 0,
    tag: "tool_call",
    closed: true,
    body,
    problem: null,
    reply: { turn: turn + 1, isError: reply.startsWith("Error"), text: reply },
  };
}

const placed = (call: ZoomCall, rest: Partial<PlacedCall>): PlacedCall => ({
  call,
  guess,
  page: call.requested,
  executed: call.requested,
  changedBy: [],
  refusedBy: null,
  within: [],
  target: null,
  iou: null,
  ...rest,
});

type LoosePart =
  | { kind: "think" | "answer" | "text"; text: string; problem?: TurnPart["problem"] }
  | { kind: "call"; text: string; call: number; problem?: TurnPart["problem"] }
  | { kind: "reply"; text: string; isError?: boolean };

/** Offsets are made up from the parts' texts: nothing here is parsed. */
function turn(index: number, role: Turn["role"], parts: readonly LoosePart[]): Turn {
  let at = 0;
  const made = parts.map((part): TurnPart => {
    const place = { start: at, end: (at += part.text.length + 1) };
    if (part.kind === "reply")
      return {
        ...place,
        kind: "reply",
        text: part.text,
        problem: null,
        isError: part.isError ?? false,
        isTruncated: false,
      };
    return { ...place, ...part, problem: part.problem ?? null };
  });
  return { index, role, text: parts.map(({ text }) => text).join("\n"), imageTokens: 0, parts: made };
}

const calls = [
  zoomCall(0, 0, [1010, 84, 1600, 622], "panel with A", "Zoomed in on the image to the region [1010, 84, 1600, 622]."),
  zoomCall(
    1,
    2,
    [905, 1228, 1860, 1720],
    "panel with B",
    "Zoomed in on the image to the region [905, 1228, 1700, 1720].",
  ),
];

const number = (value: number) => ({ kind: "number", value }) as const;

function member(
  n: number,
  score: number,
  outcome: GroupMember["outcome"],
  parts: readonly number[],
  ious: readonly number[],
): GroupMember {
  const roles = ["format", "accuracy", "count", "iou"] as const;
  return {
    ref: { file: "/runs/made-up/rollouts/120.jsonl", row: 20 + n },
    number: n,
    score: number(score),
    outcome,
    parts: [
      ...roles.map((role, index) => ({ role, name: role, value: number(parts[index] ?? 0) })),
      { role: "total", name: "score", value: number(score) },
    ],
    ious,
    isMalformed: false,
  };
}

const members = [
  member(1, 6.31, "correct", [1, 1, 2, 2.31], [0.84, 0.79]),
  member(2, 6.12, "correct", [1, 1, 2, 2.12], [0.88, 0.62]),
  member(3, 2.66, "wrong", [1, 0, 1, 0.66], [0.81, 0.12]),
  member(4, 6.07, "correct", [1, 1, 2, 2.07], [0.83, 0.64]),
  member(5, 0.4, "unparsed", [0, 0, 0, 0.4], [0.7, 0, 0]),
  member(6, 3.7, "correct", [1, 1, 0, 1.7], [0.85]),
  member(7, 1, "wrong", [1, 0, 0, 0], []),
  member(8, 3.14, "wrong", [1, 0, 1, 1.14], [0.9, 0.71]),
];

/** A rollout of two zoom calls, the second of which reaches over the page's edge. */
export const plainView: RolloutView = {
  kind: "rollout",
  ref: { file: "/runs/made-up/rollouts/120.jsonl", row: 24 },
  nodeId: "rollout:4",
  run: { id: "made-up", name: "made-up" },
  phase: "training",
  step: 120,
  outcome: "correct",
  outcomeSource: "parsed-answer",
  question: {
    text: "Is the character marked A the same as the character marked B?",
    options: [
      { label: "yes", text: "" },
      { label: "no", text: "" },
    ],
    expected: "yes",
    given: "yes",
    taskKind: "Character Identification",
    id: "charid-0187",
    expectedZooms: 2,
  },
  page: { kind: "image", uri: "/page.png", ...page, orientation: 1, name: "synthetic-0042.png" },
  targets: [
    { box: [1034, 60, 1640, 600], role: "panel 2" },
    { box: [724, 1164, 1640, 1690], role: "panel 7" },
  ],
  joinedFrom: { kind: "dataset", name: "questions.jsonl" },
  lineFile: null,
  remarks: {
    note: "answers before it has looked at B",
    tags: ["odd box"],
    isGolden: true,
    ...{ alike: 0, isQuestionGolden: false },
  },
  marks: [
    { kind: "box", box: [1130, 186, 1430, 598], label: "A", color: "#b3261e" },
    { kind: "box", box: [1392, 1326, 1590, 1676], label: "B", color: "#1d4f91" },
  ],
  turns: [
    turn(0, "model", [
      {
        kind: "think",
        text: "A is in the upper right panel: a cap, a striped sweater. B is small on the page, so I should look at each panel closely before comparing. First the panel with A.",
      },
      { kind: "call", text: calls[0]!.body, call: 0 },
    ]),
    turn(1, "tool", [{ kind: "reply", text: calls[0]!.reply!.text }]),
    turn(2, "model", [
      {
        kind: "think",
        text: "A wears a yellow cap with a red button and a red sweater with two stripes; the nose is round. Now the panel that holds B, at the right of the third row.",
      },
      { kind: "call", text: calls[1]!.body, call: 1 },
    ]),
    turn(3, "tool", [{ kind: "reply", text: calls[1]!.reply!.text }]),
    turn(4, "model", [
      {
        kind: "think",
        text: "B also has the yellow cap with the red button, the same striped sweater and the round nose, and raises one arm as A does. They are the same character.",
      },
      { kind: "answer", text: "yes" },
    ]),
  ],
  calls,
  placed: [
    placed(calls[0]!, { target: 0, iou: 0.83 }),
    placed(calls[1]!, { executed: [905, 1228, 1700, 1720], changedBy: ["clamped"], target: 1, iou: 0.637 }),
  ],
  isUtf8: true,
  cut: null,
  guess,
  dialect: { id: "verl", reason: { code: "format", format: "verl-rollouts" } },
  betterSpace: null,
  reward: members[3]!.parts,
  meanIou: 0.7335,
  extras: [
    { name: "uid", text: "3f2a_7_4" },
    { name: "response_length", text: "1184" },
  ],
  group: { id: "group:7", position: 4, members, meanScore: { value: 3.675, n: 8, left: 0 }, spread: 2.32, flat: null },
  source: {
    file: "/runs/made-up/rollouts/120.jsonl",
    name: "120.jsonl",
    row: 24,
    byteOffset: 918_211,
    format: "verl-rollouts",
  },
};

const refused = zoomCall(0, 0, [1600, 900, 1200, 700], null, "Error: bbox_2d is invalid.");
const broken: ZoomCall = {
  ...zoomCall(1, 2, null, null, ""),
  tool: null,
  body: '{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [1, 2',
  closed: false,
  problem: { code: "not-json" },
  reply: null,
};

/** Nearly everything that can be wrong with a rollout at once. */
export const troubledView: RolloutView = {
  ...plainView,
  ref: { ...plainView.ref, row: 25 },
  nodeId: "rollout:5",
  outcome: "unparsed",
  isUtf8: false,
  cut: "unclosed-tag",
  question: { ...plainView.question, given: "I cannot tell <b>them</b> apart </script><script>alert(1)</script>" },
  page: {
    kind: "blank",
    ...page,
    isSizeKnown: true,
    problem: {
      code: "image-missing",
      values: ["/mnt/other/machine/pages/synthetic-0042.png"],
      offeredPrefix: { from: "/mnt/other/machine/pages", to: "/runs/made-up/pages" },
    },
  },
  turns: [
    turn(0, "model", [
      { kind: "text", text: "Let me look at this. <img src=x onerror=alert(1)>" },
      { kind: "think", text: "The page is large. ".repeat(120) },
      { kind: "call", text: refused.body, call: 0 },
    ]),
    turn(1, "tool", [{ kind: "reply", text: refused.reply!.text, isError: true }]),
    turn(2, "model", [{ kind: "call", text: broken.body, call: 1, problem: "unclosed-call" }]),
    turn(3, "unsure", [{ kind: "text", text: "is this the same person?" }]),
    turn(4, "model", [
      { kind: "think", text: "I am not sure", problem: "unclosed-think" },
      { kind: "answer", text: "I cannot tell <b>them</b> apart </script><script>alert(1)</script>" },
    ]),
  ],
  calls: [refused, broken],
  placed: [
    placed(refused, { executed: null, refusedBy: "inverted", iou: 0 }),
    placed(broken, { page: null, executed: null, refusedBy: "bad-call", iou: 0 }),
  ],
  betterSpace: { current: "page", currentMean: 0.12, better: "model", betterMean: 0.61, calls: 412 },
  reward: [
    { role: "format", name: "format", value: { kind: "nan" } },
    { role: "accuracy", name: "acc", value: { kind: "null" } },
    { role: "iou", name: "iou", value: { kind: "text", text: "n/a" } },
    { role: "total", name: "score", value: { kind: "infinity", sign: -1 } },
  ],
  meanIou: 0,
  group: {
    ...plainView.group,
    position: 5,
    members: members.map((one, index) =>
      index === 6 ? { ...one, isMalformed: true } : index === 4 ? { ...one, score: { kind: "nan" }, parts: [] } : one,
    ),
    meanScore: { value: 3.9, n: 6, left: 2 },
    flat: "same-score",
  },
};

/** A group as large as a file without questions makes it; the last rollout is on show. */
export const manyMembersView: RolloutView = {
  ...plainView,
  ref: { ...plainView.ref, row: 320 },
  group: {
    ...plainView.group,
    position: 300,
    members: Array.from({ length: 300 }, (_, index) =>
      member(index + 1, index % 7, "wrong", [1, 0, 0, index % 6], [0.5]),
    ),
  },
};

/** A row that is no rollout. */
export const unreadableView: UnreadableView = {
  kind: "unreadable",
  ref: { ...plainView.ref, row: 30 },
  nodeId: "malformed:30",
  code: "not-json",
  values: [],
  byteOffset: 1_202_114,
  name: "120.jsonl",
};

/** A large page with many boxes, for measuring. */
export function crowdedView(width: number, height: number, boxes: number): RolloutView {
  const many = Array.from({ length: boxes }, (_, index) => {
    const [x, y] = [(index * 7919) % (width - 400), (index * 104_729) % (height - 400)];
    const box: Box = [x, y, x + 60 + (index % 300), y + 40 + (index % 250)];
    return { index, box };
  });
  const targets = many.filter(({ index }) => index % 2 === 0).map(({ box }) => ({ box, role: null }));
  const crowd = many
    .filter(({ index }) => index % 2 === 1)
    .map(({ box }, index) => placed(zoomCall(index, 0, box, null, ""), { target: index % targets.length, iou: 0.5 }));
  return {
    ...plainView,
    ref: { ...plainView.ref, row: 99 },
    page: { kind: "image", uri: "/large.png", width, height, orientation: 1, name: "large.png" },
    targets,
    marks: [],
    turns: [],
    calls: crowd.map(({ call }) => call),
    placed: crowd,
  };
}
