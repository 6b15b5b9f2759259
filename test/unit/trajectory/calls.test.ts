import { describe, expect, it } from "vitest";
import { parseCallBody } from "../../../src/core/rollout/parseCallBody.js";
import { counted, evaluated, parsed, reply, rollout, zoom, zoomedIn } from "./rollouts.js";

const read = (body: string, allowsPython = false) => parseCallBody(body, "tool_call", allowsPython);
const args = (written: string): string => `{"name": "image_zoom_in_tool", "arguments": ${written}}`;

describe("a call's body", () => {
  it("gives tool, box and label", () => {
    expect(read(args('{"bbox_2d": [120, 80.5, 410, 300], "label": "panel 2"}'))).toEqual({
      tool: "image_zoom_in_tool",
      isZoom: true,
      requested: [120, 80.5, 410, 300],
      label: "panel 2",
      source: 0,
      problem: null,
    });
  });

  it("keeps an inverted, negative or fractional box as written: the tool refuses it, not the parser", () => {
    expect(read(args('{"bbox_2d": [400, -3, 0.5, 1e2]}'))).toMatchObject({
      requested: [400, -3, 0.5, 100],
      problem: null,
    });
  });

  it("takes numbers in quotes, as the tool does", () => {
    expect(read(args('{"bbox_2d": ["1", "2.5", "3", "4"]}'))).toMatchObject({
      requested: [1, 2.5, 3, 4],
      problem: null,
    });
  });

  it.each([
    ["five numbers", "[1, 2, 3, 4, 5]", null],
    ["three numbers", "[1, 2, 3]", null],
    ["a nested box", "[[1, 2, 3, 4]]", [1, 2, 3, 4]],
    ["a box as a string", '"[1, 2, 3, 4]"', [1, 2, 3, 4]],
    ["words", '["a", "b", "c", "d"]', null],
    ["a number", "7", null],
    ["numbers beyond any page", "[1e999, 2, 3, 4]", null],
  ])("names %s no box of four numbers, and shows what was meant", (_, written, requested) => {
    const call = read(args(`{"bbox_2d": ${written}}`));
    expect(call.problem?.code).toBe("box-not-four-numbers");
    expect(call.requested).toEqual(requested);
  });

  it("misses a box that is absent, null, empty or under another key", () => {
    for (const written of ["{}", '{"bbox_2d": null}', '{"bbox_2d": []}']) {
      expect(read(args(written))).toMatchObject({ requested: null, problem: { code: "no-box" } });
    }
    expect(read(args('{"bbox": [1, 2, 3, 4]}'))).toMatchObject({
      requested: [1, 2, 3, 4],
      problem: { code: "no-box" },
    });
  });

  it("reads arguments at the top level where `function` names the tool", () => {
    const body = '{"function": "zoom_in", "bbox_2d": [1, 2, 3, 4], "label": "cat"}';
    expect(read(body)).toMatchObject({
      tool: "zoom_in",
      isZoom: true,
      requested: [1, 2, 3, 4],
      label: "cat",
      problem: null,
    });
  });

  it("misses the arguments of a named tool at the top level", () => {
    const body = '{"name": "image_zoom_in_tool", "bbox_2d": [1, 2, 3, 4]}';
    expect(read(body)).toMatchObject({ isZoom: true, requested: [1, 2, 3, 4], problem: { code: "no-arguments" } });
    expect(read(args('"{\\"bbox_2d\\": [1, 2, 3, 4]}"'))).toMatchObject({
      requested: [1, 2, 3, 4],
      problem: { code: "no-arguments" },
    });
  });

  it("misses the name", () => {
    expect(read('{"arguments": {"bbox_2d": [1, 2, 3, 4]}}')).toMatchObject({
      isZoom: true,
      problem: { code: "no-name" },
    });
    expect(read("30")).toMatchObject({ tool: null, isZoom: false, problem: { code: "no-name" } });
    expect(read("[1, 2]")).toMatchObject({ problem: { code: "no-name" } });
  });

  it.each([
    ["a Python dict", "{'name': 'image_zoom_in_tool', 'arguments': {'bbox_2d': [1, 2, 3, 4], 'label': None}}"],
    ["text after the JSON", `${args('{"bbox_2d": [1, 2, 3, 4]}')}\nLet me see.`],
    ["doubled braces", `{{"name": "image_zoom_in_tool", "arguments": {{"bbox_2d": [1, 2, 3, 4]}}}}`],
    ["a trailing comma", '{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [1, 2, 3, 4,]},}'],
    ["a fence", `\`\`\`json\n${args('{"bbox_2d": [1, 2, 3, 4]}')}\n\`\`\``],
    ["a missing brace at the end", '{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [1, 2, 3, 4]}'],
  ])("that is %s is no JSON to the trainer, but shows its box", (_, body) => {
    expect(read(body)).toMatchObject({ isZoom: true, requested: [1, 2, 3, 4], problem: { code: "not-json" } });
  });

  it("may be a Python dict where it goes through `eval`, and nothing else", () => {
    expect(
      read("{'name': 'image_zoom_in_tool', 'arguments': {'bbox_2d': (1, 2, 3, 4), 'ok': True}}", true),
    ).toMatchObject({
      requested: [1, 2, 3, 4],
      problem: null,
    });
    expect(read(`${args('{"bbox_2d": [1, 2, 3, 4]}')} so`, true).problem?.code).toBe("not-json");
  });

  it("that nothing can read still tells its tool", () => {
    expect(read('{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [a, b')).toMatchObject({
      tool: "image_zoom_in_tool",
      isZoom: true,
      requested: null,
      problem: { code: "not-json" },
    });
    expect(read('{"name": "calc", "arguments": {"answer": x}}')).toMatchObject({ tool: "calc", isZoom: false });
    expect(read("")).toMatchObject({ tool: null, problem: { code: "not-json" } });
  });

  it("of another tool is no zoom call and has no box", () => {
    expect(read('{"name": "image_rotate_tool", "arguments": {"angle": 90, "bbox_2d": [1, 2, 3, 4]}}')).toMatchObject({
      isZoom: false,
      requested: null,
      problem: null,
    });
  });

  it.each([
    ['{"bbox_2d": [0, 0, 1, 1], "target_image": 1}', 0],
    ['{"bbox_2d": [0, 0, 1, 1], "target_image": 3}', 2],
    ['{"bbox_2d": [0, 0, 1, 1], "target_image": "2"}', 1],
    ['{"bbox_2d": [0, 0, 1, 1], "target_image": 0}', -1],
    ['{"bbox_2d": [0, 0, 1, 1], "img_idx": 1}', 1],
    ['{"bbox_2d": [0, 0, 1, 1], "source": "original_image"}', 0],
    ['{"bbox_2d": [0, 0, 1, 1], "source": "observation_2"}', 2],
    ['{"bbox_2d": [0, 0, 1, 1], "source": "elsewhere"}', -1],
  ])("names the image that it crops: %s", (written, source) => {
    expect(read(args(written)).source).toBe(source);
  });
});

describe("calls in a response", () => {
  it("are found in <grounding> and in JSON blocks that name a zoom tool", () => {
    const block = '```json\n{\n  "function": "zoom_in",\n  "bbox_2d": [1, 2, 3, 4]\n}\n```';
    const grounding = '<grounding>{"bbox_2d": [0.1, 0.2, 0.3, 0.4], "source": "observation_1"}</grounding>';
    const { calls } = parsed(`${block} and ${grounding}`);
    expect(calls.map(call => [call.tag, call.tool, call.isZoom, call.source])).toEqual([
      ["json", "zoom_in", true, 0],
      ["grounding", "grounding", true, 1],
    ]);
  });

  it("are not JSON blocks of anything else", () => {
    expect(parsed('```json\n[{"bbox_2d": [1, 2, 3, 4], "label": "cat"}]\n```').calls).toEqual([]);
  });

  it("are not those that a reply or the user quotes", () => {
    expect(parsed(`hm${reply(zoom([1, 2, 3, 4]))}hm`).calls).toEqual([]);
    const asked = `hm<|im_end|>\n<|im_start|>user\nWrite ${zoom([1, 2, 3, 4])}.<|im_end|>\n<|im_start|>assistant\nhm`;
    expect(parsed(asked, "deepeyes-board").calls).toEqual([]);
  });

  it("get the replies in order, and a body that the parser skips gets none", () => {
    const bad = "<tool_call>nonsense</tool_call>";
    const { calls } = parsed(`${bad}\n${zoom([1, 2, 3, 4])}\n${zoom([5, 6, 7, 8])}${reply("first")}ok`);
    expect(calls.map(call => call.reply?.text ?? null)).toEqual([null, "first", null]);
  });

  it("get replies where the trainer's stop string took the closing tag away", () => {
    const open = '<tool_call>\n{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [1, 2, 3, 4]}}\n';
    const { calls } = parsed(`${open}${reply("first")}${zoom([5, 6, 7, 8])}\n${open}${reply("second")}ok`);
    expect(calls.map(call => call.reply?.text ?? null)).toEqual(["first", "second", null]);
  });

  it("get the only reply for the last call of a turn where the tool runs the last", () => {
    const text = `${zoom([1, 2, 3, 4])}${zoom([5, 6, 7, 8])}\n<|im_start|>user\n<tool_response><|image_pad|></tool_response><|im_end|>\n<|im_start|>assistant\n`;
    expect(parsed(text, "deepeyes-board").calls.map(call => call.reply === null)).toEqual([true, false]);
  });

  it("share one reply that shows several crops", () => {
    const image = "<|vision_start|><|image_pad|><|vision_end|>";
    const text = `${zoom([1, 2, 3, 4])}${zoom([5, 6, 7, 8])}<|im_end|>\n<|im_start|>user\n<tool_response>${image}${image}</tool_response><|im_end|>\n<|im_start|>assistant\n`;
    expect(parsed(text, "deepeyes-board").calls.map(call => call.reply?.turn)).toEqual([1, 1]);
  });
});

describe("the counts of a row", () => {
  it("hold closed bodies of any tool, those that are no JSON, and zoom calls well-formed or not", () => {
    const calc = '<tool_call>\n{"name": "calc", "arguments": {"answer": "7"}}\n</tool_call>';
    const badZoom = '<tool_call>\n{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [x]}}\n</tool_call>';
    expect(counted(rollout(`${calc}\n${badZoom}\n${zoom([1, 2, 3, 4])}${reply("7")}#### 7`))).toEqual({
      all: 3,
      zoom: 2,
      notJson: 1,
      unclosed: 0,
      callsNotReplies: 1,
      suspectTurns: 0,
    });
  });

  it("take an opening inside another body for unclosed, and both for one body", () => {
    const nested = '<tool_call>\n<tool_call>\n{"name": "calc", "arguments": {}}\n</tool_call>';
    expect(counted(rollout(nested))).toMatchObject({ all: 1, notJson: 1, unclosed: 1, callsNotReplies: 1 });
  });

  it("leave an unclosed call out where the format wants it closed", () => {
    const text = `${zoom([1, 2, 3, 4])}${reply(zoomedIn)}<tool_call>\n{"name": "image_zo`;
    expect(counted(rollout(text))).toMatchObject({ all: 1, zoom: 1, notJson: 0, unclosed: 1, callsNotReplies: 1 });
  });

  it("take the unclosed calls of an evaluation, and neither the prompt's example nor the replies' instructions", () => {
    const call =
      '<think>a</think>\n<tool_call>\n{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [1, 2, 3, 4]}}\n';
    const one = evaluated([
      { role: "system", text: zoom([10, 20, 100, 200]) },
      { role: "user", text: "Which one?" },
      { role: "assistant", text: call },
      { role: "user", text: "<image>Write <tool_call>...</tool_call>." },
      { role: "assistant", text: call },
      { role: "user", text: "<image>Write <tool_call>...</tool_call>." },
      { role: "assistant", text: "<answer>A</answer>" },
    ]);
    expect(counted(one)).toEqual({ all: 2, zoom: 2, notJson: 0, unclosed: 1, callsNotReplies: 0, suspectTurns: 0 });
  });

  it("compare openings of calls with openings of replies", () => {
    expect(counted(rollout(`${zoom([1, 2, 3, 4])}${reply(zoomedIn)}ok`)).callsNotReplies).toBe(0);
    expect(counted(rollout(zoom([1, 2, 3, 4]))).callsNotReplies).toBe(1);
  });

  it("hold the places where the model goes on behind a bare `user` line", () => {
    const again = `${zoom([1, 2, 3, 4])}\nuser\nagain\n`;
    expect(counted(rollout(`${again}${again}done`)).suspectTurns).toBe(2);
  });
});
