import { describe, expect, it } from "vitest";
import { dumpSpace } from "../../../src/core/evaluation/dumpSpace.js";
import { rolloutLine } from "../../../src/core/evaluation/rolloutLine.js";
import { verlRollouts } from "../../../src/core/rollout/formats/verlRollouts.js";
import { trajectoryOf } from "../../../src/core/rollout/trajectoryOf.js";
import { smartResize } from "../../../src/core/page/smartResize.js";
import { questionOf, taken } from "./importing.js";

const question = questionOf("action_recognition");
const target = question.targets?.[0]?.box ?? [0, 0, 0, 0];
const page = { width: question.width, height: question.height };

const image = (ending: string) => ({ type: "image_url", image_url: { url: `data:image/jpeg;base64,${ending}` } });
const text = (words: string) => ({ type: "text", text: words });
const call = (body: string, close = "</tool_call>") => `<think>I look.</think><tool_call>\n${body}\n${close}`;
const zoom = (box: readonly number[]) =>
  `{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [${box.join(", ")}]}}`;

/** DeepEyes asks with the options in an order of chance. */
const shuffled = ["runs", "True", "sleeps", "sits"];
const lettered = shuffled.map((words, at) => `${"ABCD"[at] ?? ""}. ${words}`).join("\n");

function deepeyes(messages: readonly object[], more: object = {}) {
  return {
    ...{ image: question.image.replace("pages/", ""), question: question.question, answer: "runs", answer_choice: "A" },
    pred_ans: "A",
    pred_output: [
      { role: "system", content: "You may call image_zoom_in_tool." },
      {
        role: "user",
        content: [image(""), text(`Question: ${question.question}\nOptions: \n${lettered}\n\nThink first.`)],
      },
      ...messages,
    ],
    ...{ status: "success", ...more },
  };
}

const shown = { role: "user", content: [image(""), text("Think first.")] };
const said = (words: string) => ({ role: "assistant", content: words });

describe("a talk of DeepEyes' evaluation", () => {
  it("is kept with its zooms, each with the box that was asked for and the part that was cropped", () => {
    const messages = [said(call(zoom(target), "")), shown, said("<think>He runs.</think><answer>A</answer>")];
    const { predictions, grades } = taken([deepeyes(messages)]);
    expect(grades).toMatchObject([{ outcome: "correct", zooms: 1, ious: [1] }]);
    const [prediction] = predictions;
    expect(prediction?.turns.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user", "assistant"]);
    expect(prediction?.turns[3]?.tool).toMatchObject({ requested: target, executed: target, error: null });
    expect(prediction?.turns[3]?.images).toMatchObject([{ box: target }]);
    expect(prediction?.turns[1]?.images).toMatchObject([{ box: [0, 0, page.width, page.height] }]);
  });

  it("is read by the options as it shuffled them, and joined by picture, question and the right one's words", () => {
    const { grades, asked, joined } = taken([deepeyes([said("<answer>B</answer>")])]);
    expect(joined[0]?.row.flags).toEqual(["joined-by-text"]);
    expect(grades[0]?.outcome).toBe("wrong");
    expect(asked[0]?.options.map(option => option.text)).toEqual(shuffled);
    expect([asked[0]?.answer, asked[0]?.id]).toEqual(["A", `${question.id}-BDCA`]);
    expect(asked[0]?.content_sha).not.toBe(question.content_sha);
  });

  it("opens as a rollout: the same calls, cropped as they were", () => {
    const python = "{'name': 'image_zoom_in_tool', 'arguments': {'bbox_2d': [10, 10, 195, 295]}}";
    const messages = [
      said(call(python)),
      shown,
      said(call(zoom([-20, 300, 100, 700]))),
      shown,
      said("<answer>A</answer>"),
    ];
    const { predictions, asked } = taken([deepeyes(messages)]);
    const [[prediction], [one]] = [predictions, asked];
    if (prediction === undefined || one === undefined) throw new Error("nothing was taken");
    const space = dumpSpace({
      boxes: "px_sent",
      image: {
        ...{ max_side: null, max_pixels: null, multiple: null, mime: "image/png", quality: null, detail: null },
        ...{ marks_drawn: true, shown: "second" },
      },
    });
    const [read] = verlRollouts.readUnit(
      { ...rolloutLine(prediction, one, { step: 0, space, strategy: null }) },
      undefined,
    );
    if (read?.kind !== "rollout") throw new Error("no rollout");
    expect(trajectoryOf(read.rollout).calls.map(({ requested }) => requested)).toEqual([
      [10, 10, 195, 295],
      [-20, 300, 100, 700],
    ]);
    expect(read.rollout.executed).toEqual([
      [10, 10, 195, 295],
      [0, 300, 100, 600],
    ]);
  });

  it("carries the first call of a turn out, and leaves the others", () => {
    const two = `${call(zoom(target))}${call(zoom([0, 0, 50, 50]))}`;
    const { predictions } = taken([deepeyes([said(two), shown, said("<answer>A</answer>")])]);
    const tools = predictions[0]?.turns.flatMap(({ tool }) => tool ?? []);
    expect(tools).toMatchObject([
      { executed: target, error: null },
      { executed: null, error: "skipped" },
    ]);
  });

  it("that ends in a call has run out of turns; an error failed, and what was said before it is kept", () => {
    const cut = taken([deepeyes([said(call(zoom(target))), shown, said(call(zoom(target)))])]);
    expect(cut.grades[0]?.outcome).toBe("truncated");
    expect(cut.predictions[0]).toMatchObject({ state: "truncated", finish_reason: "max_turns" });
    expect(cut.predictions[0]?.turns.at(-1)?.tool?.error).toBe("no-reply");
    const failed = taken([deepeyes([said(call(zoom(target))), shown], { status: "error" })]);
    expect([failed.grades[0]?.outcome, failed.grades[0]?.zooms]).toEqual(["failed", 1]);
  });

  it("says so where the log shows no picture for a call", () => {
    const refusal = { role: "user", content: [text("Error: no such box")] };
    const { predictions } = taken([deepeyes([said(call(zoom(target))), refusal, said("<answer>A</answer>")])]);
    expect(predictions[0]?.turns[3]?.tool).toMatchObject({ executed: null, error: "tool-error" });
  });
});

describe("a talk of Chain-of-Focus", () => {
  const resized = smartResize(page, { factor: 28, minPixels: 112 * 112, maxPixels: 3840 * 3840 });
  const seen = resized.kind === "resized" ? resized.size : page;
  const options = question.options.map(({ label, text: words }) => `(${label}) ${words}`).join("\n");
  const asked = [image("base64_image"), text(`Question: ${question.question}\n${options}`)];

  const focus = (messages: readonly object[]) => ({
    ...{
      image: `/data/bench/${question.image}`,
      question: `${question.question}\n${options}`,
      answer: question.answer,
    },
    pred_ans: "",
    pred_output: [{ role: "system", content: [text("Zoom.")] }, { role: "user", content: asked }, ...messages],
    status: "success",
  });
  const reply = { role: "user", content: [image("base64_image"), text("Think.")] };
  const answer = (words: string) => ({ role: "assistant", content: [text(words)] });

  it("counts in pixels of the resized page, and crops half as much again", () => {
    expect(seen).not.toEqual(page);
    const box = [seen.width / 4, seen.height / 4, seen.width / 2, seen.height / 2];
    const { format, grades, predictions } = taken([
      focus([answer(call(zoom(box))), reply, answer("<answer>B</answer>")]),
    ]);
    expect(format).toBe("chain-of-focus");
    expect(grades[0]?.outcome).toBe("correct");
    const tool = predictions[0]?.turns[3]?.tool;
    expect(tool?.requested).toEqual([100, 150, 200, 300]);
    const expected = [75, 112.5, 225, 337.5];
    tool?.executed?.forEach((side, at) => expect(Math.abs(side - (expected[at] ?? 0))).toBeLessThanOrEqual(1.5));
  });

  it.each([
    ["over the edge", call(zoom([0, 0, seen.width + 1, 50]))],
    ["without its closing tag", call(zoom([0, 0, 50, 50]), "")],
    ["inverted", call(zoom([50, 50, 10, 10]))],
  ])("answers a box %s with the whole page, which is no zoom", (_, words) => {
    const { predictions } = taken([focus([answer(words), reply, answer("<answer>B</answer>")])]);
    const turn = predictions[0]?.turns[3];
    expect(turn?.tool).toMatchObject({ executed: null, error: "whole-page" });
    expect(turn?.images).toMatchObject([{ box: [0, 0, page.width, page.height] }]);
  });

  it("that failed left a text in its place", () => {
    const failed = { ...focus([]), pred_output: "", status: "error: out of memory" };
    const { format, grades, predictions } = taken([failed]);
    expect([format, grades[0]?.outcome]).toEqual(["chain-of-focus", "failed"]);
    expect(predictions[0]?.failure?.message).toBe("error: out of memory");
  });
});
