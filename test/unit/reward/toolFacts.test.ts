import { describe, expect, it } from "vitest";
import { readQuestion } from "../../../src/core/dataset/readQuestion.js";
import { toolFactsOf } from "../../../src/core/reward/toolFactsOf.js";

const toolOf = (more: object) => {
  const read = readQuestion({ id: "q1", ...more });
  if (read.kind !== "question") throw new Error(read.code);
  return toolFactsOf(read.question);
};

const box = [1, 2, 30, 40];

describe("what a question says of its zooms", () => {
  it("expects as many as it says, else one a target, but no more than fit in a response", () => {
    expect(toolOf({ targets: [{ box }], expected_zooms: 2 })).toEqual({ kind: "targets", targets: [box], expected: 2 });
    expect(toolOf({ targets: [box, box] })).toMatchObject({ expected: 2 });
    expect(toolOf({ targets: new Array(13).fill(box) })).toMatchObject({ expected: 4 });
    expect(toolOf({ targets: new Array(13).fill(box), expected_zooms: 13 })).toMatchObject({ expected: 13 });
  });

  it("is off where it says none: null, 0, no targets, or a reordering task", () => {
    for (const more of [
      { targets: null, expected_zooms: null },
      { targets: [box], expected_zooms: 0 },
      { targets: [] },
      { task: "dialog_reordering" },
      { task: "panel_reordering", targets: null },
    ])
      expect(toolOf(more)).toEqual({ kind: "off" });
  });

  it("is unknown where nobody says", () => {
    expect(toolOf({ task: "action_recognition" })).toEqual({ kind: "unknown" });
    expect(toolOf({ expected_zooms: 1 })).toEqual({ kind: "unknown" });
    expect(toolFactsOf(null)).toEqual({ kind: "unknown" });
  });
});
