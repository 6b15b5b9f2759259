import { describe, expect, it } from "vitest";
import { kinds, parsed, reply, rollout, zoom, zoomedIn } from "./rollouts.js";
import { trajectoryOf } from "../../../src/core/rollout/trajectoryOf.js";

describe("parts of a model's turn", () => {
  it("are think, call, answer and the text between them", () => {
    const trajectory = parsed(`<think>a</think>Look: ${zoom([1, 2, 3, 4])} and <answer>A</answer> end`);
    expect(kinds(trajectory)).toEqual(["think", "text", "call", "text", "answer", "text"]);
    expect(trajectory.turns[0]?.parts.map(part => part.text.trim())).toContain("A");
  });

  it("split a think around a call inside it, without calling it unclosed", () => {
    expect(kinds(parsed(`<think>a ${zoom([1, 2, 3, 4])} b</think>c`))).toEqual(["think", "call", "think", "text"]);
  });

  it("end an unclosed think at the call or the answer", () => {
    expect(kinds(parsed(`<think>a ${zoom([1, 2, 3, 4])}`))).toEqual(["think!unclosed-think", "call"]);
    expect(kinds(parsed("<think>a <answer>A</answer>"))).toEqual(["think!unclosed-think", "answer"]);
  });

  it("mark what was closed without being opened", () => {
    expect(kinds(parsed("a</think>b"))).toEqual(["think!unopened-think", "text"]);
    expect(kinds(parsed("a</answer>"))).toEqual(["text", "text!unopened-answer"]);
    expect(kinds(parsed("a</tool_call>"))).toEqual(["text", "text!unopened-call"]);
  });

  it("start inside a think that the prompt opened", () => {
    const opened = trajectoryOf(rollout("a</think><answer>A</answer>", { prompt: "user\nQ\nassistant\n<think>\n" }));
    expect(kinds(opened)).toEqual(["think", "answer"]);
    const cut = trajectoryOf(rollout("a", { prompt: "user\nQ\nassistant\n<think>\n" }));
    expect(kinds(cut)).toEqual(["think!unclosed-think"]);
  });

  it("mark an answer that is empty or left open", () => {
    expect(kinds(parsed("<answer> </answer>"))).toEqual(["answer!empty-answer"]);
    expect(kinds(parsed("<answer>A"))).toEqual(["answer!unclosed-answer"]);
  });

  it("mark a call that is left open where the format wants it closed, and only there", () => {
    const open = '<tool_call>{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [1, 2, 3, 4]}}';
    expect(kinds(parsed(open))).toEqual(["call!unclosed-call"]);
    expect(kinds(parsed(open, "deepeyes-evaluation"))).toEqual(["call"]);
  });

  it("mark a call whose body is no call", () => {
    expect(kinds(parsed("<tool_call>30</tool_call>"))).toEqual(["call!bad-call"]);
  });

  it("of a reply say whether it is an error and whether the trainer shortened it", () => {
    const part = (text: string) => parsed(`${zoom([1, 2, 3, 4])}${reply(text)}`).turns[1]?.parts[0];
    expect(part(zoomedIn)).toMatchObject({ kind: "reply", isError: false, isTruncated: false, text: zoomedIn });
    expect(part("Error: bbox_2d parameter is missing or not a list of 4 numbers.")).toMatchObject({ isError: true });
    expect(part("Error processing image zoom-in: x")).toMatchObject({ isError: true });
    expect(part("Unknown function 'zoom'. Available tools: []")).toMatchObject({ isError: true });
    expect(part("Invalid JSON in arguments for 'zoom': x")).toMatchObject({ isError: true });
    expect(part("Errors were found in the page.")).toMatchObject({ isError: false });
    expect(part("head...(truncated)...tail")).toMatchObject({ isTruncated: true });
    expect(part("(truncated)...tail")).toMatchObject({ isTruncated: true });
  });
});

describe("the answer", () => {
  const answer = (text: string): string | null => parsed(text).answer;

  it("is the last one behind the last reasoning", () => {
    expect(answer("<answer>A</answer><answer> B </answer>")).toBe("B");
    expect(answer("<think>maybe <answer>A</answer></think><answer>C</answer>")).toBe("C");
  });

  it("is none where reasoning follows it, or it was never closed", () => {
    expect(answer("<answer>A</answer><think>no</think>")).toBeNull();
    expect(answer("<think>maybe <answer>A</answer></think>")).toBeNull();
    expect(answer("<answer>A")).toBeNull();
  });

  it("is not taken from a tool's reply or from before a later turn's reasoning", () => {
    expect(answer(`${zoom([1, 2, 3, 4])}${reply("<answer>A</answer>")}done`)).toBeNull();
    expect(answer(`<answer>A</answer>${zoom([1, 2, 3, 4])}${reply(zoomedIn)}<think>b</think>`)).toBeNull();
    expect(answer(`<answer>A</answer>${zoom([1, 2, 3, 4])}${reply(zoomedIn)}and so`)).toBe("A");
  });

  it("is the stored one where the response has none", () => {
    expect(trajectoryOf(rollout("It is B.", { givenAnswer: "It is B." })).answer).toBe("It is B.");
  });
});

describe("a cut-off", () => {
  const cut = (text: string, prompt?: string) =>
    trajectoryOf(rollout(text, prompt === undefined ? {} : { prompt })).cut;

  it("is no claim where there is an answer", () => {
    expect(cut("<think>a</think><answer>A</answer>")).toBeNull();
    expect(cut("<answer></answer>")).toBeNull();
  });

  it("shows in a tag left open at the end", () => {
    expect(cut("<think>and then")).toBe("unclosed-tag");
    expect(cut("<think>a</think><answer>The")).toBe("unclosed-tag");
    expect(cut('<think>a</think><tool_call>{"name": "image_zo')).toBe("unclosed-tag");
  });

  it("shows in a last call that nothing answered", () => {
    expect(cut(`<think>a</think>${zoom([1, 2, 3, 4])}`)).toBe("call-without-reply");
  });

  it("shows in a reply that nothing followed, and in talk after calls without an answer", () => {
    expect(cut(`${zoom([1, 2, 3, 4])}\nuser\n<tool_response>${zoomedIn}</tool_response>`)).toBe(
      "no-answer-after-calls",
    );
    expect(cut(`${zoom([1, 2, 3, 4])}${reply(zoomedIn)}I see.`)).toBe("no-answer-after-calls");
  });

  it("shows in a missing answer, unless the prompt asked for another form", () => {
    expect(cut("I see.")).toBe("no-answer");
    expect(cut("")).toBe("no-answer");
    expect(cut("#### 21", "user\nQ. Put it in the format `#### <answer>`.\nassistant\n")).toBeNull();
  });
});
