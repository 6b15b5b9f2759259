import { zoom } from "../../fixtures/dump.js";

const prompt = "system\nLook at the page.\nuser\n<image>\nWho speaks?\n(A) The cat (B) The dog\nassistant\n";
const onPage = { width: 1000, height: 1400, image: "p.png", targets: "[[100, 100, 300, 300]]", question_id: "q1" };

/** As Python's json.dumps separates. */
const pythonLine = (entries: readonly (readonly [string, string])[]): string =>
  `{${entries.map(([key, value]) => `${JSON.stringify(key)}: ${value}`).join(", ")}}`;

const rowOf = (output: string, more: Readonly<Record<string, unknown>> = {}, input = prompt): string =>
  pythonLine(
    Object.entries({ input, output, gts: "A", score: 1, step: 1, ...more }).map(([key, value]) => [
      key,
      JSON.stringify(value),
    ]),
  );

const call = (name: string, box: string) =>
  `<tool_call>\n{"name": "${name}", "arguments": {"bbox_2d": ${box}}}\n</tool_call>`;
const reply = "\nuser\n<tool_response>\nimage\n</tool_response>\nassistant\n";
const grounding = (box: string, source: string) =>
  `<grounding>{"bbox_2d": ${box}, "source": "${source}"}</grounding>${reply}`;
const cropOf = (name: string, box: string, image: number) =>
  `<tool_call>\n{"name": "${name}", "arguments": {"bbox_2d": ${box}, "target_image": ${image}}}\n</tool_call>${reply.replace("image", "Here is the cropped image. (Image Size: 896x1204)")}`;
const answered = (middle: string, answer = "A") =>
  `<think>\nso "the" cat\\dog\n${middle}</think>\n<answer>${answer}</answer>`;

/** Lines of a dump as trainers, restarts and hands have written them, and some that no trainer should. */
export const oddRows: readonly string[] = [
  rowOf(answered(zoom([100, 100, 300, 300])), onPage),
  rowOf(answered(zoom([90, 100, 310, 300]) + zoom([500, 500, 900, 900]), "B"), onPage),
  rowOf(answered(zoom([-50, 100, 5000, 300])), onPage),
  rowOf(answered(zoom([300, 300, 100, 100])), onPage),
  rowOf(
    answered(
      `${call("image_zoom_in_tool", "[1, 2, 3, 4]")}\nuser\n<tool_response>\nError: too small\n</tool_response>\nassistant\n`,
    ),
    onPage,
  ),
  rowOf(answered(call("search", "[1, 2, 3, 4]") + reply), onPage),
  rowOf(answered(call("image_zoom_in_tool", '"1, 2, 3, 4 of the page"') + reply), onPage),
  rowOf(answered("<tool_call>\n{not json}\n</tool_call>" + reply), onPage),
  // Other projects' calls: a crop of a crop, one in pixels of a crop whose size the reply tells, a point, two in a turn.
  rowOf(grounding("[0, 0, 0.5, 0.5]", "original_image") + grounding("[0.2, 0.2, 0.6, 0.6]", "observation_1"), onPage),
  rowOf(
    cropOf("zoom_in", "[100, 100, 300, 300]", 1) + cropOf("crop_image_normalized", "[30, 30, 200, 200]", 2),
    onPage,
  ),
  rowOf(`<tool>\nname: zoom\nkeypoint: [200, 200]\n</tool>${reply}<answer>A</answer>`, onPage),
  rowOf(answered(zoom([100, 100, 300, 300]) + zoom([500, 500, 900, 900]) + reply), onPage),
  rowOf("<think>\nwithout an end", onPage),
  rowOf(answered("", ""), onPage),
  rowOf(answered("", "a long answer in words that names no option at all"), { ...onPage, gts: "open", acc: 0.8 }),
  rowOf(answered("漫画の中の人物 🙂 é"), onPage),
  rowOf(answered("escapes \u0001 \u2028 / \t \b \f \r\n"), onPage),
  rowOf(answered("half of a pair \ud800 here"), onPage),
  rowOf(answered("another prompt"), {}, "user\nHow many?\nassistant\n"),
  rowOf("", {}, ""),
  rowOf(answered("a column again"), { ...onPage, score: "0.5", acc: true, format: "nan", count: null, iou: "much" }),
  rowOf(answered("rules"), { ...onPage, phase: "warm", strategy_hash: "abc", response_length: 321 }),
  rowOf(answered("tokens"), { ...onPage, rule_phase: 2, response_tokens: ["a", "b", "c"] }),
  pythonLine([
    ["input", JSON.stringify(prompt)],
    ["output", '"<answer>A</answer>"'],
    ["score", "NaN"],
    ["step", "1"],
  ]),
  pythonLine([
    ["input", JSON.stringify(prompt)],
    ["output", '"<answer>A</answer>"'],
    ["score", "-Infinity"],
    ["step", "1"],
  ]),
  pythonLine([
    ["input", '"first"'],
    ["output", '"one"'],
    ["score", "1"],
    ["step", "1"],
    ["output", '"<answer>B</answer>"'],
  ]),
  pythonLine([
    ["input", '"first"'],
    ["output", '"one"'],
    ["score", "1"],
    ["step", "1"],
    ["input", '"last"'],
  ]),
  pythonLine([
    ["output", '"<answer>A</answer>"'],
    ["input", JSON.stringify(prompt)],
    ["score", "1"],
    ["step", "1"],
  ]),
  JSON.stringify({ input: prompt, output: answered("compact"), score: 1, step: 1, ...onPage }),
  pythonLine([
    ["input", JSON.stringify(prompt)],
    ["output", "17"],
    ["score", "1"],
    ["step", "1"],
  ]),
  pythonLine([
    ["input", JSON.stringify(prompt)],
    ["output", "null"],
    ["score", "1"],
    ["step", "1"],
  ]),
  `{"input": ${JSON.stringify(prompt)}, "output": "\\u00e9\\ud83d\\ude42 \\/", "score": 1, "step": 1, "__proto__": {"score": 3}}`,
  `{"input": ${JSON.stringify(prompt)}, "output": "an end too early", }`,
  `{"input": ${JSON.stringify(prompt)}, "output": "no escape \\x", "score": 1, "step": 1}`,
  `{"input": ${JSON.stringify(prompt)}, "score": 1, "step": 1}`,
  "not json",
  `{"input": ${JSON.stringify(prompt)}, "output": "${"very long ".repeat(60_000)}", "score": 1, "step": 1}`,
];
