import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scanTurn } from "../../../src/core/rollout/scanTurn.js";
import { sliceTurn } from "../../../src/core/rollout/sliceTurn.js";
import { splitTurns } from "../../../src/core/rollout/splitTurns.js";

const anyTag = /<(\/?)(think|answer|tool_call|grounding|tool_response)>/g;
const anyImageToken = /<\|image_pad\|>|<\|imgpad\|>|<\|video_pad\|>|<IMG_CONTEXT>/g;

const pieces = fc.constantFrom(
  ..."think answer tool_call grounding tool_response tool_cal tool_reply answers"
    .split(" ")
    .flatMap(name => [`<${name}>`, `</${name}>`]),
  ..."<|image_pad|> <|imgpad|> <|video_pad|> <IMG_CONTEXT> <|vision_start|> <|vision_end|> <img> </img> <image>".split(
    " ",
  ),
  ..."< </ <| <I <t </t > 漫 é a".split(" "),
  "\n",
);
const text = fc.array(pieces, { maxLength: 60 }).map(parts => parts.join(""));

/** Every tag of a text as a regular expression finds it. */
const tagsIn = (of: string) =>
  [...of.matchAll(anyTag)].map(({ 0: whole, 1: slash, 2: name, index }) => ({
    at: index,
    end: index + whole.length,
    name,
    isClose: slash === "/",
  }));

describe("a walk over a turn", () => {
  it("finds every tag, at its place in the text whose images are collapsed", () => {
    fc.assert(
      fc.property(text, text, (before, written) => {
        const scanned = scanTurn(before + written, before.length, null);
        const turn = sliceTurn("model", before + written, before.length, scanned.end, scanned);
        expect(turn.tags).toEqual(tagsIn(turn.text));
      }),
      { numRuns: 2000, examples: [["<img>", "<IMG_CONTEXT><think>"]] },
    );
  });

  it("leaves no image token and counts them all", () => {
    fc.assert(
      fc.property(text, written => {
        const scanned = scanTurn(written, 0, null);
        const turn = sliceTurn("tool", written, 0, written.length, scanned);
        expect(turn.text).not.toMatch(anyImageToken);
        expect(turn.imageTokens).toBe(written.match(anyImageToken)?.length ?? 0);
      }),
    );
  });

  it("puts one <image> in the place of each run, with the tokens around it", () => {
    const written = "a<|vision_start|><|image_pad|><|image_pad|><|vision_end|>b<img><IMG_CONTEXT></img><|video_pad|>";
    const turn = sliceTurn("tool", written, 0, written.length, scanTurn(written, 0, null));
    expect([turn.text, turn.imageTokens]).toEqual(["a<image>b<image><image>", 4]);
  });

  it("ends at the token that opens the next turn", () => {
    expect(scanTurn("<think>a<|im_end|>\n<|im_start|>user\n<think>", 0, "<|im_start|>")).toMatchObject({
      end: 19,
      tags: [{ at: 0 }],
    });
  });
});

describe("turns with chat tokens", () => {
  const turnsOf = (written: string) =>
    splitTurns({ kind: "text", text: written }).turns.map(({ role, text: kept }) => [role, kept]);

  it("end before their end tokens, whatever white space stands between and behind", () => {
    const start = "<|im_start|>";
    expect(
      turnsOf(`a<|im_end|>\t\u00a0<|endoftext|>\r\n${start}user\nb \u3000<|im_end|>\n${start}assistant\nc\t`),
    ).toEqual([
      ["model", "a"],
      ["user", "b \u3000"],
      ["model", "c\t"],
    ]);
  });

  it("have no role where the first line is long, or the next turn comes before its end", () => {
    const start = "<|im_start|>";
    expect(turnsOf(`a${start}a line too long for a role\nb${start}user${start}tool\nc`)).toEqual([
      ["model", "a"],
      ["user", "a line too long for a role\nb"],
      ["user", "user"],
      ["tool", "c"],
    ]);
  });
});
