import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clampBox } from "../../../src/core/page/clampBox.js";
import { defaultResizeLimits } from "../../../src/core/page/resizeLimits.js";
import { callConventions } from "../../../src/core/rollout/callConventions.js";
import type { FormatId } from "../../../src/core/rollout/formatId.js";
import { parseCallBody } from "../../../src/core/rollout/parseCallBody.js";
import { placeCalls } from "../../../src/core/rollout/placeCalls.js";
import { parsed } from "./rollouts.js";

const format = fc.constantFrom<FormatId>(
  "verl-rollouts",
  "deepeyes-board",
  "deepeyes-evaluation",
  "llamafactory-predictions",
);

/** Texts made of the pieces that matter, in any order, closed or not. */
const pieces = fc.constantFrom(
  "<tool_call>",
  "</tool_call>",
  "<tool_response>",
  "</tool_response>",
  "<think>",
  "</think>",
  "<answer>",
  "</answer>",
  "\nuser\n",
  "\nassistant\n",
  "user\n",
  "\r\nuser\r\n",
  "\ntool\n",
  "tool\n",
  "\r\ntool\r\n",
  "assistant\r\n",
  "<grounding>",
  "</grounding>",
  "```json",
  "```python",
  "```",
  "<tool>",
  "</tool>",
  "name: zoom\nkeypoint: [5, 6]",
  '{"thought": "", "actions": [',
  "focus_on_rows_with_draw(image_1, [",
  "<code>image_1.crop((",
  '{"bbox_2d": [0.1, 0.2, 0.3, 0.4], "source": "observation_1"}',
  "<|im_start|>",
  "<|im_end|>",
  "user",
  "assistant",
  "\n",
  "<|image_pad|>",
  "<|vision_start|>",
  "<|vision_end|>",
  "<image>",
  "Error: no",
  " a ",
  "B",
  '{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [10, 20, 300, 400]}}',
  '{"function": "zoom_in"',
  "{'a': 1}",
);
const text = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map(parts => parts.join("")),
  fc
    .array(fc.oneof(pieces, fc.string({ maxLength: 8, unit: "binary" })), { maxLength: 30 })
    .map(parts => parts.join("")),
  fc.string({ maxLength: 200, unit: "binary" }),
);

describe("any text", () => {
  it("is parsed into parts that tile each turn without gap or overlap", () => {
    fc.assert(
      fc.property(text, format, (written, which) => {
        for (const turn of parsed(written, which).turns) {
          let at = 0;
          for (const part of turn.parts) {
            expect(part.start).toBe(at);
            expect(part.end).toBeGreaterThan(part.start);
            at = part.end;
          }
          expect(at).toBe(turn.text.length);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("keeps calls and parts in step", () => {
    fc.assert(
      fc.property(text, format, (written, which) => {
        const { turns, calls } = parsed(written, which);
        const shown = turns.flatMap(turn =>
          turn.parts.flatMap(part => (part.kind === "call" ? [[part.call, turn.index]] : [])),
        );
        expect(shown).toEqual(calls.map(call => [call.index, call.turn]));
        expect(calls.map(call => call.index)).toEqual(calls.map((_, index) => index));
        for (const call of calls) if (call.reply !== null) expect(turns[call.reply.turn]?.role).toBe("tool");
      }),
      { numRuns: 2000 },
    );
  });

  it("without role words has the closed bodies that the trainer's regular expression finds", () => {
    const callText = fc
      .array(
        fc.oneof(
          fc.constantFrom("<tool_call>", "</tool_call>", "<think>", "</think>", "<answer>", "</answer>", "{}", " a "),
          fc.string({ maxLength: 5 }),
        ),
        { maxLength: 25 },
      )
      .map(parts => parts.join(""));
    fc.assert(
      fc.property(callText, written => {
        const found = Array.from(written.matchAll(/<tool_call>([\s\S]*?)<\/tool_call>/g), match => match[1]);
        expect(
          parsed(written)
            .calls.filter(call => call.closed)
            .map(call => call.body),
        ).toEqual(found);
      }),
      { numRuns: 2000 },
    );
  });

  it("has as many suspect places as unsure turns or more, where no tool answered", () => {
    const untold = fc.array(fc.constantFrom("\nuser\n", "\nassistant\n", " a ", "<tool_call>", "</tool_call>"), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(untold, parts => {
        const { turns, suspectTurns } = parsed(parts.join(""));
        expect(turns.filter(turn => turn.role === "unsure").length).toBeLessThanOrEqual(suspectTurns);
        expect(turns.every(turn => turn.role !== "tool")).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("is a call's body without an exception, and what is JSON is never called not JSON", () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.json()), fc.boolean(), (body, allowsPython) => {
        const call = parseCallBody(body, "tool_call", allowsPython);
        let isJson = true;
        try {
          JSON.parse(body);
        } catch {
          isJson = false;
        }
        if (isJson) expect(call.problem?.code).not.toBe("not-json");
        else if (!allowsPython) expect(call.problem?.code).toBe("not-json");
        if (call.requested !== null) expect(call.requested.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("any placed call", () => {
  it("was executed inside the page, or says why not, and has an IoU between 0 and 1", () => {
    const side = fc.integer({ min: 30, max: 3000 });
    fc.assert(
      fc.property(text, format, side, side, (written, which, width, height) => {
        const page = { width, height };
        const placed = placeCalls(parsed(written, which), {
          page,
          space: null,
          limits: defaultResizeLimits,
          conventions: callConventions(which),
          format: which,
          targets: [[5, 5, 25, 25]],
        });
        for (const call of placed) {
          if (call.executed !== null) {
            expect(call.refusedBy).toBeNull();
            const inside = clampBox(call.executed, page);
            call.executed.forEach((value, index) => expect(value).toBeCloseTo(inside?.[index] ?? NaN, 6));
          }
          if (call.iou !== null) expect(call.iou >= 0 && call.iou <= 1).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("texts of megabytes", () => {
  const size = 1_000_000;
  const repeated = (piece: string): string => piece.repeat(Math.ceil(size / piece.length));

  /** The slowest of these takes well under a second of CPU; anything quadratic in them takes minutes. */
  it.each([
    ["unclosed calls", repeated("<tool_call>{")],
    ["closing tags", repeated("</tool_call>")],
    ["user lines", repeated("\nuser\n")],
    ["user lines behind text", repeated("\nuser\nhm")],
    ["glued user words", repeated(">user\n")],
    ["user lines in an open call", `<tool_call>${repeated("\nuser\nhm")}`],
    ["user lines in a closed call", `<tool_call>${repeated("\nuser\nhm")}</tool_call>`],
    ["tool lines", repeated("\ntool\n")],
    ["tool lines behind text", repeated("\ntool\nhm")],
    ["glued tool words", repeated(">tool\n")],
    ["tool lines behind a call", `<tool_call>1</tool_call>hm${repeated("\ntool\nhm\nuser\nhm\nassistant\n")}`],
    ["calls and tool lines", repeated("<tool_call>1</tool_call>\ntool\nx")],
    ["tool lines before a far assistant", `<tool_call>1</tool_call>hm${repeated("\ntool\nhm<tool_call>")}`],
    ["calls in one think", `<think>${repeated("<tool_call>1</tool_call>")}</think>`],
    ["openings of think", repeated("<think>")],
    ["openings of answer", repeated("<answer>")],
    ["closings of answer", repeated("</answer>")],
    ["replies", repeated("\nuser\n<tool_response>")],
    ["closed replies", repeated("\nuser\n<tool_response></tool_response>")],
    ["replies and model", repeated("\nuser\n<tool_response></tool_response>\nassistant\n")],
    ["fences", repeated("```json")],
    ["quotes in a fence", `\`\`\`json${repeated('"name"')}\`\`\``],
    ["chat tokens", repeated("<|im_start|>user\n")],
    ["end tokens", `${repeated("<|im_end|>")}<|im_start|>`],
    ["image tokens", repeated("<|image_pad|>")],
    ["scattered image tokens", repeated("<|vision_start|><|image_pad|> ")],
    ["blanks", repeated(" ")],
    ["angle brackets", repeated("<")],
    ["braces in a call", `<tool_call>${repeated("{")}</tool_call>`],
    ["brackets in a call", `<tool_call>${repeated("[")}</tool_call>`],
    ["quotes in a call", `<tool_call>{${repeated("'")}</tool_call>`],
    ["a long list in a call", `<tool_call>[${repeated("1,")}</tool_call>`],
    ["groundings", repeated("<grounding>")],
    ["tools", repeated("<tool>")],
    ["closed tools", repeated("<tool>name: zoom\nkeypoint: [1, 2]</tool>")],
    ["lines in a tool", `<tool>${repeated("a: 1\n")}</tool>`],
    ["actions", `{${repeated('"actions":[')}`],
    ["functions", `\`\`\`python${repeated("focus_on_a(")}`],
    ["blocks of Python", repeated("```python focus_on_a() ```")],
    [
      "many replies to many calls",
      repeated("<grounding>{}</grounding>\nuser\n<tool_response><image></tool_response>\nassistant\n"),
    ],
    ["unclosed answers behind calls", repeated("<answer><tool_call></tool_call>")],
  ])("of %s are parsed in time that grows with their length only", (_, written) => {
    const started = process.cpuUsage();
    const trajectory = parsed(written);
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
    expect(trajectory.turns.length).toBeGreaterThan(0);
  });
});

/** A zoom call as JSON allows it to be written: blanks anywhere, numbers and labels of all kinds. */
const blank = fc.constantFrom("", "", " ", "\n", "\t ", "\r\n");
const coordinate = fc.oneof(
  fc.integer().map(String),
  fc.double().map(number => JSON.stringify(number)),
  fc.constantFrom("-0", "01", "1e3", "1.", "0.50", "123456789012345678", '"7"', "null"),
);
const label = fc.oneof(
  fc.string({ unit: "binary", maxLength: 6 }).map(value => JSON.stringify(value)),
  fc.constantFrom('"a\\"b"', '"a\nb"', '"\u7c21"', "7", "null"),
);
const tool = fc.constantFrom("image_zoom_in_tool", "zoom_in", "search", "");

describe("a call's body in its usual form", () => {
  it("is read as it is with a further argument, which takes the way of all JSON", () => {
    const tokens = fc
      .tuple(tool, fc.array(coordinate, { minLength: 3, maxLength: 5 }), fc.option(label))
      .map(([name, box, named]) => [
        ...["{", '"name"', ":", JSON.stringify(name), ",", '"arguments"', ":", "{", '"bbox_2d"', ":", "["],
        ...[box.join(","), "]", ...(named === null ? [] : [",", '"label"', ":", named]), "}", "}"],
      ]);
    fc.assert(
      fc.property(tokens, fc.array(blank, { minLength: 20, maxLength: 20 }), (written, blanks) => {
        const body = written.map((token, at) => (blanks[at] ?? "") + token).join("");
        const longer = `${body.slice(0, body.lastIndexOf("}", body.lastIndexOf("}") - 1))}, "more": 0}}`;
        expect(parseCallBody(body, "tool_call", false)).toEqual(parseCallBody(longer, "tool_call", false));
      }),
      { numRuns: 500 },
    );
  });
});
