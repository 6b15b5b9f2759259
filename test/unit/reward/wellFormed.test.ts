import { describe, expect, it } from "vitest";
import { wellFormed } from "../../../src/core/reward/wellFormed.js";
import { callConventions } from "../../../src/core/rollout/callConventions.js";
import { parseTrajectory } from "../../../src/core/rollout/parseTrajectory.js";

const call = `<tool_call>\n{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [1, 2, 300, 400]}}\n</tool_call>`;
const reply = "\nuser\n<tool_response>\nZoomed in.\n</tool_response>\nassistant\n";

function formOf(text: string, prompt = "Which?\nassistant\n") {
  const hints = { conventions: callConventions("verl-rollouts"), prompt, storedAnswer: null };
  return wellFormed(parseTrajectory({ kind: "text", text }, hints), text);
}

const strict = (text: string, prompt?: string) => formOf(text, prompt).strict;
const answer = "<think>Seen.</think>\n<answer>A</answer>";

describe("the strict format", () => {
  it.each([
    ["a think and an answer", answer],
    ["zooms between thinks", `<think>Look.</think>\n${call}${reply}${answer}`],
    ["white space behind the answer", `${answer}\n \n`],
    ["the token that ends the turn, in a dump that keeps it", `${answer}<|im_end|>`],
    ["several such tokens with white space between", `${answer}<|im_end|>\n<|endoftext|><|endoftext|>\n`],
    [
      "the token that ends the turn behind a turn of a tool",
      `<think>a</think>${call}<|im_end|>\n<|im_start|>user\n<tool_response>ok</tool_response><|im_end|>\n` +
        `<|im_start|>assistant\n${answer}<|im_end|>`,
    ],
    [
      "a reply that quotes open tags",
      `<think>Look.</think>\n${call}${reply.replace("Zoomed", "<think> <answer>")}${answer}`,
    ],
    [
      "tags inside a call's body",
      `<think>a</think>${call.replace("[1, 2, 300, 400]", '[1,2,3,4], "label": "<think>"')}${reply}${answer}`,
    ],
    [
      "a box that is no box: the body itself can be read",
      `<think>a</think>${call.replace("[1, 2, 300, 400]", '"all"')}${reply}${answer}`,
    ],
    [
      "a call inside a think",
      `<think>Look. ${call}\nuser\n<tool_response>ok</tool_response>\nassistant\n${answer}`.replace(
        "Look. ",
        "Look.</think>",
      ),
    ],
  ])("holds for %s", (_, text) => {
    expect(strict(text)).toBe(true);
  });

  it.each([
    ["nothing at all", ""],
    ["no think", "<answer>A</answer>"],
    ["no answer", "<think>Seen.</think>\nA"],
    ["a think that stays open", "<think>Seen.\n<answer>A</answer>"],
    ["a think opened twice", "<think>One <think>two</think>\n<answer>A</answer>"],
    ["an answer that stays open", "<think>Seen.</think>\n<answer>A"],
    ["two answers", `${answer}<answer>B</answer>`],
    ["a draft of the answer in the think", "<think>Maybe <answer>B</answer></think>\n<answer>A</answer>"],
    ["a think behind the answer", `${answer}<think>Really?</think>`],
    ["an answer around a think", "<think>a</think><answer>A <think>b</think></answer>"],
    ["words behind the answer", `${answer}.`],
    ["words behind the answer and before the token that ends the turn", `${answer}.<|im_end|>`],
    ["words behind the token that ends the turn", `${answer}<|im_end|>.`],
    ["an answer before the last turn", `${answer}\n${call}${reply}So be it.`],
    ["a call that stays open", `<think>a</think>${call.replace("</tool_call>", "")}${reply}${answer}`],
    ["a call whose body does not parse", `<think>a</think>${call.replace("}}", "}")}${reply}${answer}`],
    ["a call without a name", `<think>a</think>${call.replace('"name"', '"tool"')}${reply}${answer}`],
    ["a turn of the tool at the end", `<think>a</think>${call}${reply.replace("\nassistant\n", "")}`],
  ])("does not hold for %s", (_, text) => {
    expect(strict(text)).toBe(false);
  });

  it("counts a think that the prompt opened", () => {
    expect(strict("Seen.</think>\n<answer>A</answer>", "Which?\nassistant\n<think>")).toBe(true);
    expect(strict("Seen.</think>\n<answer>A</answer>")).toBe(false);
  });
});

describe("DeepEyes' format", () => {
  it.each([
    ["no tags at all", "It is A.", true],
    ["an answer before its last think", "<think>a</think><answer>A</answer><think>b</think>", true],
    ["an answer tag that is opened only", "<think>a</think><answer>A", false],
    ["an opened answer before the last think", "<answer><think>a</think><answer>A</answer>", true],
    ["a think that is closed only", "a</think><answer>A</answer>", false],
    ["an answer of 999 characters", `<answer>${"a".repeat(999)}</answer>`, true],
    ["an answer of 999 characters of two units each", `<answer>${"𝒜".repeat(999)}</answer>`, true],
    ["an answer of 1,000 characters", `<answer>${"a".repeat(1000)}</answer>`, false],
    ["a long response without an answer, of which all is the answer", "a".repeat(1000), false],
    ["white space around an answer", `<answer>${"a".repeat(500)}${" ".repeat(600)}</answer>`, true],
    ["whole images", "<|vision_start|><|image_pad|><|image_pad|><|vision_end|>", true],
    ["an image that was cut off", "<|vision_start|><|image_pad|><|image_pad|>", false],
  ])("of %s", (_, text, isFormed) => {
    expect(formOf(text).deepeyes).toBe(isFormed);
  });
});

it("asks for nothing but an answer, where it is looked for", () => {
  expect(formOf("<answer>A</answer> and more")["answer-only"]).toBe(true);
  expect(formOf("<think><answer>A</answer></think>")["answer-only"]).toBe(false);
});
