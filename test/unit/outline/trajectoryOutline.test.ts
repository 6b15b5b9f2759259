import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trajectoryOutline, type OutlinePart } from "../../../src/core/outline/trajectoryOutline.js";

const text = `## 0 user
<|vision_start|><|image_pad|><|vision_end|>
<image>
Which one?

## 1 model
<think>The left
one is near.</think>
<tool_call>
{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [12, 40.5, 300, 400], "label": "a"}}
</tool_call>

## 2 tool
<tool_response><image></tool_response>

## 3 model
<think>It is near.<grounding>[1, 2, 3, 4]</grounding> So</think> <answer>A</answer>
`;

const short = ({ kind, from, to, detail, number }: OutlinePart) => [kind, from, to, detail, number];

describe("the outline of a trajectory's text", () => {
  it("has its turns, and in them thoughts, calls with their box, replies, answers and stretches of images", () => {
    const turns = trajectoryOutline(text);
    expect(turns.map(short)).toEqual([
      ["turn", 0, 3, "user", 0],
      ["turn", 5, 10, "model", 1],
      ["turn", 12, 13, "tool", 2],
      ["turn", 15, 16, "model", 3],
    ]);
    expect(turns[0]?.parts.map(short)).toEqual([["images", 1, 2, "2", 0]]);
    expect(turns[1]?.parts.map(short)).toEqual([
      ["think", 6, 7, "The left", 0],
      ["call", 8, 10, "[12, 40.5, 300, 400]", 1],
    ]);
    expect(turns[2]?.parts.map(short)).toEqual([["reply", 13, 13, "<image>", 0]]);
    expect(turns[3]?.parts.map(short)).toEqual([
      ["think", 16, 16, "It is near.", 0],
      ["call", 16, 16, "[1, 2, 3, 4]", 2],
      ["answer", 16, 16, "A", 0],
    ]);
  });

  it("ends a part that nobody closed with its turn", () => {
    const [turn] = trajectoryOutline("## 0 model\n<think>on and\non\n\n## 1 tool\n<tool_response>x</tool_response>");
    expect(turn?.parts.map(short)).toEqual([["think", 1, 2, "on and", 0]]);
  });

  it("takes no line of a model for a heading that does not come next", () => {
    const turns = trajectoryOutline("## 0 model\n## 7 tool\n## 0 model\n\n## 1 tool\nx");
    expect(turns.map(short)).toEqual([
      ["turn", 0, 2, "model", 0],
      ["turn", 4, 5, "tool", 1],
    ]);
  });

  it("has no parts that lie outside of their turn, whatever the text is", () => {
    const piece = fc.constantFrom(
      ...["## 0 model", "## 1 tool", "\n", "<think>", "</think>", "<tool_call>", "</tool_call>", "<image>"],
      ...["<answer>", "</answer>", "[1,2]", "x", "\r\n", "<tool_response>", "## 2 "],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), pieces => {
        const count = pieces.join("").split(/\r?\n/).length;
        let last = -1;
        for (const turn of trajectoryOutline(pieces.join(""))) {
          expect(turn.from).toBeGreaterThan(last);
          expect(turn.to).toBeLessThan(count);
          for (const part of turn.parts) {
            expect(part.from).toBeGreaterThanOrEqual(turn.from);
            expect(part.to).toBeGreaterThanOrEqual(part.from);
            expect(part.to).toBeLessThanOrEqual(turn.to);
          }
          last = turn.to;
        }
      }),
    );
  });

  it("takes time that grows with the text alone", () => {
    const hostile = ["<think>".repeat(200_000), "## 0 x\n<image>\n".repeat(100_000), "[1,".repeat(300_000)];
    for (const one of hostile) expect(trajectoryOutline(`## 0 model\n<tool_call>${one}`).length).toBe(1);
  });
});
