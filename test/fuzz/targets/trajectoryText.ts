import * as fc from "fast-check";

/** Markers of every trainer and dialect (formats.md 1.2 and 2), whole, torn and out of place. */
const markers = [
  ...[
    "<tool_call>",
    "</tool_call>",
    "<tool_response>",
    "</tool_response>",
    "<think>",
    "</think>",
    "<answer>",
    "</answer>",
  ],
  ...[
    "<grounding>",
    "</grounding>",
    "<code>",
    "</code>",
    "<interpreter>",
    "</interpreter>",
    "```json",
    "```python",
    "```",
  ],
  ...["\nuser\n", "\nassistant\n", "user\n", "\r\nuser\r\n", "\ntool\n", "tool\n", "assistant\r\n", "\nsystem\n"],
  ...["<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|imgpad|>", "<image>"],
  ...["<|endoftext|>", "Error: no", "...(truncated)...", "\n", "\r", "\u2028", "<", "/", ">", "|", "A", "\\boxed{B}"],
] as const;

const numbers = fc.oneof(
  fc.integer({ min: -50, max: 3000 }),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double(),
  fc.constantFrom(0, 1, -0, 1000, 28, 1e308, -1),
);

/** Something where a box is expected: mostly four numbers, sometimes what models write instead. */
const boxes = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(numbers, numbers, numbers, numbers) },
  fc.array(numbers, { maxLength: 6 }),
  fc.tuple(numbers, numbers, numbers, numbers).map(box => [box]),
  fc.tuple(numbers, numbers, numbers, numbers).map(box => JSON.stringify(box)),
  fc.jsonValue({ maxDepth: 2 }),
);

const toolNames = fc.constantFrom(
  ...["image_zoom_in_tool", "zoom_in", "crop_image_normalized", "crop_image", "image_rotate_tool", "select_frames"],
  ...["ZoomInSubfigure", "search", "", "__proto__", "constructor"],
);
const sources = fc.constantFrom<unknown>(
  "original_image",
  "observation_1",
  "observation_99",
  0,
  1,
  2,
  -1,
  1.5,
  "1",
  null,
  [],
);

const argumentsOf = fc.record(
  {
    ...{
      bbox_2d: boxes,
      bbox: boxes,
      keypoint: fc.array(numbers, { maxLength: 3 }),
      label: fc.string({ maxLength: 5 }),
    },
    ...{ source: sources, target_image: sources, img_idx: sources, image: sources, param: fc.string({ maxLength: 4 }) },
  },
  { requiredKeys: [] },
);

const bodies = fc.oneof(
  fc.record({ name: toolNames, arguments: argumentsOf }),
  fc.record({ name: toolNames, arguments: argumentsOf.map(value => JSON.stringify(value)) }),
  fc.tuple(toolNames, argumentsOf).map(([name, value]) => ({ function: name, ...value })),
  argumentsOf,
  fc.record({
    thought: fc.string({ maxLength: 4 }),
    actions: fc.array(fc.record({ name: toolNames, arguments: argumentsOf })),
  }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** JSON as it is, as Python prints it, torn, doubled or with something behind it. */
const bodyTexts = fc
  .tuple(bodies, fc.constantFrom("json", "python", "torn", "doubled", "trailing", "braces"), fc.nat({ max: 200 }))
  .map(([body, how, cut]) => {
    const text = JSON.stringify(body);
    switch (how) {
      case "python":
        return text.replaceAll('"', "'").replaceAll("null", "None").replaceAll("true", "True");
      case "torn":
        return text.slice(0, cut);
      case "doubled":
        return text + text;
      case "trailing":
        return `${text} and so on`;
      case "braces":
        return `{${text}}`;
      case "json":
        return text;
    }
  });

const calls = fc
  .tuple(fc.constantFrom("tool_call", "grounding", "code"), bodyTexts, fc.boolean())
  .map(([tag, body, closes]) => `<${tag}>\n${body}\n${closes ? `</${tag}>` : ""}`);

/** Any text that a model or a trainer may have written, and much that neither would. */
export const trajectoryTexts: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...markers) },
      { weight: 2, arbitrary: calls },
      { weight: 1, arbitrary: bodyTexts },
      { weight: 1, arbitrary: fc.string({ maxLength: 8, unit: "binary" }) },
    ),
    { maxLength: 24 },
  )
  .map(parts => parts.join(""));

/** Bodies of calls alone, with or without sense. */
export const callBodies: fc.Arbitrary<string> = fc.oneof(bodyTexts, fc.string({ maxLength: 60, unit: "binary" }));
