import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitPlainTurns } from "../../../src/core/rollout/splitPlainTurns.js";
import { counted, evaluated, kinds, parsed, reply, rollout, shape, zoom, zoomedIn } from "./rollouts.js";
import { trajectoryOf } from "../../../src/core/rollout/trajectoryOf.js";

const call = zoom([1, 2, 3, 4]);
const other = zoom([5, 6, 7, 8]);
/** As Qwen2.5-VL's template renders a reply once chat tokens are dropped: a role of its own, and no tags. */
const toolReply = (text: string): string => `\ntool\n${text}\nassistant\n`;

describe("replies of the role tool without chat tokens", () => {
  it("divide turns and answer their calls as those of the role user do", () => {
    const byTool = parsed(
      `<think>a</think>\n${call}${toolReply(zoomedIn)}${other}${toolReply(zoomedIn)}<answer>A</answer>`,
    );
    const byUser = parsed(`<think>a</think>\n${call}${reply(zoomedIn)}${other}${reply(zoomedIn)}<answer>A</answer>`);
    const read = ({ turns, calls, answer, cut, suspectTurns, replyOpenings }: typeof byTool) => [
      turns.map(({ role }) => role),
      calls.map(one => [one.requested, one.reply]),
      [answer, cut, suspectTurns, replyOpenings],
    ];
    expect(read(byTool)).toEqual(read(byUser));
    expect(shape(byTool).map(text => text.slice(0, 6))).toEqual(["model:", "tool:Z", "model:", "tool:Z", "model:"]);
  });

  it("are counted as answers to calls", () => {
    const one = rollout(`${call}${toolReply(zoomedIn)}<answer>A</answer>`);
    expect(counted(one)).toMatchObject({ all: 1, zoom: 1, callsNotReplies: 0, suspectTurns: 0 });
    expect(counted(rollout(`${call}\n${other}${toolReply(zoomedIn)}B`)).callsNotReplies).toBe(1);
  });

  it("may be tagged, glued to the call, or written with CRLF", () => {
    for (const text of [
      `${call}\ntool\n<tool_response>\nx\n</tool_response>\nassistant\nB`,
      `${call}tool\nx\nassistant\nB`,
      `${call}\r\ntool\r\nx\r\nassistant\r\nB`,
      `${call}\n\ntool\nx\nassistant\nB`,
    ]) {
      const trajectory = parsed(text);
      expect(trajectory.turns.map(({ role }) => role)).toEqual(["model", "tool", "model"]);
      expect(trajectory.calls[0]?.reply?.text).toBe("x");
    }
  });

  it("stand one behind the other where a turn made several calls", () => {
    const trajectory = parsed(`${call}\n${other}\ntool\none\ntool\ntwo\nassistant\ndone`);
    expect(trajectory.turns.map(({ role }) => role)).toEqual(["model", "tool", "tool", "model"]);
    expect(trajectory.calls.map(one => one.reply?.text)).toEqual(["one", "two"]);
  });

  it("are found behind words that follow the call, when the model goes on after them", () => {
    const trajectory = parsed(`${call}\nLet me look.\ntool\n${zoomedIn}\nassistant\n<answer>A</answer>`);
    expect(trajectory.turns.map(({ role }) => role)).toEqual(["model", "tool", "model"]);
    expect(trajectory.calls[0]?.reply?.text).toBe(zoomedIn);
  });

  it("may be errors, and a refused call is no executed one", () => {
    const trajectory = parsed(`${call}\ntool\nError: The specified bounding box is invalid.\nassistant\nHm.`);
    expect(trajectory.calls[0]?.reply?.isError).toBe(true);
  });

  it("may be the last of a response that was cut off", () => {
    const trajectory = parsed(`${call}\ntool\nZoomed in on the im`);
    expect(trajectory.turns.map(({ role }) => role)).toEqual(["model", "tool"]);
    expect(trajectory.cut).toBe("no-answer-after-calls");
  });

  it("are none where the model writes the word on a line", () => {
    for (const text of ["I need a\ntool\nfor this.", `The right\ntool\n${call}`, `${call}\nnow the\ntool\nis used`])
      expect(parsed(text).turns.map(({ role }) => role)).toEqual(["model"]);
  });

  it("leave the answer to the model: one that a reply quotes is none", () => {
    const trajectory = parsed(`${call}${toolReply("<answer>B</answer>")}I cannot tell.`);
    expect(trajectory.answer).toBeNull();
    expect(kinds(trajectory, 1)).toEqual(["reply"]);
  });

  it("lose no character but those of the lines that divide", () => {
    const pieces = fc.constantFrom(
      "a",
      "tool",
      "\ntool\n",
      "\nuser\n",
      "\nassistant\n",
      "</tool_call>",
      "<tool_call>",
      " ",
      "x\n",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), parts => {
        const text = parts.join("");
        const bare = (one: string) => one.replaceAll(/tool|user|assistant|\s/g, "");
        expect(
          bare(
            splitPlainTurns(text)
              .turns.map(turn => turn.text)
              .join(""),
          ),
        ).toBe(bare(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("replies of the role tool with chat tokens or as messages", () => {
  it("divide a text that kept its tokens", () => {
    const text = `${call}<|im_end|>\n<|im_start|>tool\n${zoomedIn}<|vision_start|><|image_pad|><|image_pad|><|vision_end|><|im_end|>\n<|im_start|>assistant\n<answer>A</answer><|im_end|>`;
    const trajectory = parsed(text, "deepeyes-board");
    expect(trajectory.turns.map(({ role }) => role)).toEqual(["model", "tool", "model"]);
    expect(trajectory.calls[0]?.reply?.text).toBe(`${zoomedIn}<image>`);
    expect(counted(rollout(text, { format: "deepeyes-board" })).callsNotReplies).toBe(0);
  });

  it("are messages of that role", () => {
    const messages = [
      { role: "assistant", text: call },
      { role: "tool", text: "<image>" },
      { role: "assistant", text: "<answer>A</answer>" },
    ];
    const trajectory = trajectoryOf(evaluated(messages));
    expect(trajectory.turns.map(({ role }) => role)).toEqual(["model", "tool", "model"]);
    expect(trajectory.calls[0]?.reply?.turn).toBe(1);
  });
});
