import { describe, expect, it } from "vitest";
import { evaluated, kinds, parsed, reply, shape, zoom, zoomedIn } from "./rollouts.js";
import { trajectoryOf } from "../../../src/core/rollout/trajectoryOf.js";

describe("turns of a text without chat tokens", () => {
  it("are divided at the lines around a tool's reply", () => {
    const trajectory = parsed(`<think>a</think>\n${zoom([1, 2, 3, 4])}${reply(zoomedIn)}<answer>A</answer>`);
    expect(shape(trajectory)).toEqual(["model:<think>a</th", "tool:<tool_respon", "model:<answer>A</a"]);
    expect(trajectory.suspectTurns).toBe(0);
  });

  it("are divided where the recipe leaves the newline before `user` out", () => {
    const trajectory = parsed(
      `${zoom([1, 2, 3, 4])}user\n<tool_response>x</tool_response>\nassistant\n<answer>A</answer>`,
    );
    expect(trajectory.turns.map(turn => turn.role)).toEqual(["model", "tool", "model"]);
  });

  it("are divided at lines that end in CRLF as at those that end in LF, and the CR stays out of them", () => {
    const texts = [
      `<think>a</think>\n${zoom([1, 2, 3, 4])}${reply(zoomedIn)}<answer>A</answer>`,
      `${zoom([1, 2, 3, 4])}user\n<tool_response>x</tool_response>assistant\n<answer>A</answer>`,
      `a\nuser\nLet's look again.\n${zoom([5, 6, 7, 8])}${reply(zoomedIn)}ok`,
      "I am not sure.\nuser\nPlease look closer.\nassistant\n<answer>A</answer>",
      '<tool_call>\nuser\n<tool_call>\n{"name": "calc", "arguments": {}}\n</tool_call>\nassistant\nDone.',
      `${zoom([1, 2, 3, 4])}\nuser\nassistant\nB`,
    ];
    for (const text of texts) {
      const withLf = parsed(text);
      const withCrLf = parsed(text.replaceAll("\n", "\r\n"));
      const turns = withCrLf.turns.map(turn => [turn.role, turn.text.replaceAll("\r\n", "\n")]);
      expect(turns).toEqual(withLf.turns.map(turn => [turn.role, turn.text]));
      expect([withCrLf.suspectTurns, withCrLf.answer]).toEqual([withLf.suspectTurns, withLf.answer]);
      expect(withCrLf.calls.map(call => call.reply?.text.trim())).toEqual(
        withLf.calls.map(call => call.reply?.text.trim()),
      );
    }
  });

  it("are divided where only the tool's template writes CRLF", () => {
    const call = zoom([1, 2, 3, 4]);
    const trajectory = parsed(`${call}\r\nuser\r\n<tool_response>\nx\n</tool_response>\nassistant\nB`);
    expect(trajectory.turns.map(({ role }) => role)).toEqual(["model", "tool", "model"]);
    expect(trajectory.turns[0]?.text).toBe(call);
  });

  it("hold several replies in one turn", () => {
    const replies = "<tool_response>\none\n</tool_response>\n<tool_response>\ntwo\n</tool_response>";
    const trajectory = parsed(`${zoom([1, 2, 3, 4])}\n${zoom([5, 6, 7, 8])}\nuser\n${replies}\nassistant\ndone`);
    expect(kinds(trajectory, 1)).toEqual(["reply", "reply"]);
    expect(trajectory.calls.map(call => call.reply?.text)).toEqual(["one", "two"]);
  });

  it("recognise an error that the tool wrote without tags", () => {
    const trajectory = parsed(`${zoom([1, 2, 3, 4])}\nuser\nError: ZOOM IN ARGUMENTS ARE INVALID\nassistant\nSorry.`);
    expect(trajectory.turns.map(turn => turn.role)).toEqual(["model", "tool", "model"]);
    expect(trajectory.calls[0]?.reply?.isError).toBe(true);
  });

  it("are unsure where the model goes on after a bare `user` line", () => {
    const trajectory = parsed(
      `${zoom([1, 2, 3, 4])}\nuser\nLet's look again.\n${zoom([5, 6, 7, 8])}${reply(zoomedIn)}ok`,
    );
    expect(trajectory.turns.map(turn => turn.role)).toEqual(["model", "unsure", "tool", "model"]);
    expect(trajectory.suspectTurns).toBe(1);
    expect(trajectory.calls.map(call => call.turn)).toEqual([0, 1]);
  });

  it("are the user's where an `assistant` line follows and nothing else", () => {
    const trajectory = parsed("I am not sure.\nuser\nPlease look closer.\nassistant\n<answer>A</answer>");
    expect(trajectory.turns.map(turn => turn.role)).toEqual(["model", "user", "model"]);
    expect(trajectory.suspectTurns).toBe(0);
  });

  it("do not end inside a call that is closed later, and the line is counted as suspect", () => {
    const trajectory = parsed(
      '<tool_call>\nuser\n<tool_call>\n{"name": "calc", "arguments": {}}\n</tool_call>\nassistant\nDone.',
    );
    expect(trajectory.turns.map(turn => turn.role)).toEqual(["model"]);
    expect(trajectory.suspectTurns).toBe(1);
    expect(trajectory.calls.map(call => call.problem?.code)).toEqual(["not-json"]);
  });

  it("end in an unclosed call when the tool answers before any closing tag", () => {
    const open = '<tool_call>\n{"name": "image_zoom_in_tool"';
    const trajectory = parsed(`${zoom([1, 2, 3, 4])}\n${open}${reply(zoomedIn)}${zoom([5, 6, 7, 8])}`);
    expect(trajectory.turns.map(turn => turn.role)).toEqual(["model", "tool", "model"]);
    expect(trajectory.calls.map(call => call.closed)).toEqual([true, false, true]);
  });

  it("leave an `assistant` line inside the model's own turn alone", () => {
    expect(parsed("first\nassistant\nsecond").turns.map(turn => turn.text)).toEqual(["first\nassistant\nsecond"]);
  });

  it("leave the words `user` and `assistant` inside a line alone", () => {
    expect(parsed("the user\nsaid: user \nassistant of").turns).toHaveLength(1);
  });

  it("return to the model after a reply that it made up itself", () => {
    const madeUp = "\nuser\n<tool_response>\nfake\n</tool_response>\nSo I see a cat.";
    const trajectory = parsed(`${zoom([1, 2, 3, 4])}${madeUp}\n${zoom([5, 6, 7, 8])}${reply(zoomedIn)}ok`);
    expect(trajectory.turns.map(turn => turn.role)).toEqual(["model", "tool", "unsure", "tool", "model"]);
    expect(trajectory.calls).toHaveLength(2);
  });

  it("keep a reply whose closing tag was cut off", () => {
    const trajectory = parsed(`${zoom([1, 2, 3, 4])}\nuser\n<tool_response>\nZoomed in </tool_respon`);
    expect(trajectory.turns.map(turn => turn.role)).toEqual(["model", "tool"]);
  });

  it("are one empty turn for an empty response", () => {
    expect(parsed("").turns).toEqual([{ index: 0, role: "model", text: "", imageTokens: 0, parts: [] }]);
  });
});

describe("turns of a text with chat tokens", () => {
  const image = `<|vision_start|>${"<|image_pad|>".repeat(300)}<|vision_end|>`;

  it("are exact, with and without the end token that DeepEyes leaves out", () => {
    const text = `<think>a</think>${zoom([1, 2, 3, 4])}\n<|im_start|>user\n<tool_response>${image}Go on.</tool_response><|im_end|>\n<|im_start|>assistant\n<answer>A</answer><|im_end|>`;
    const trajectory = parsed(text, "deepeyes-board");
    expect(trajectory.turns.map(turn => turn.role)).toEqual(["model", "tool", "model"]);
    expect(trajectory.turns[2]?.text).toBe("<answer>A</answer>");
  });

  it("do not divide at a line `user` that the model wrote", () => {
    const trajectory = parsed(
      "one\nuser\ntwo<|im_end|>\n<|im_start|>user\nmore?<|im_end|>\n<|im_start|>assistant\nno",
      "deepeyes-board",
    );
    expect(trajectory.turns.map(turn => turn.role)).toEqual(["model", "user", "model"]);
    expect(trajectory.suspectTurns).toBe(0);
  });

  it("collapse the tokens of an image to one and count them", () => {
    const text = `${zoom([1, 2, 3, 4])}\n<|im_start|>user\n<tool_response>${image}${image}</tool_response><|im_end|>\n<|im_start|>assistant\n`;
    const turn = parsed(text, "deepeyes-board").turns[1];
    expect(turn?.text).toBe("<tool_response><image><image></tool_response>");
    expect(turn?.imageTokens).toBe(600);
  });

  it("take an untagged error behind a call for the tool's", () => {
    const trajectory = parsed(
      `${zoom([1, 2, 3, 4])}\n<|im_start|>user\nError: 'bbox_2d'<|im_end|>\n<|im_start|>assistant\nHm.`,
      "deepeyes-board",
    );
    expect(trajectory.turns[1]?.role).toBe("tool");
    expect(trajectory.calls[0]?.reply).toEqual({ turn: 1, isError: true, text: "Error: 'bbox_2d'" });
  });
});

describe("turns of a list of messages", () => {
  const messages = [
    { role: "system", text: `Example:\n${zoom([10, 20, 100, 200])}` },
    { role: "user", text: "<image>Which one?" },
    {
      role: "assistant",
      text: '<think>a</think>\n<tool_call>\n{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [1, 2, 3, 4]}}\n',
    },
    { role: "user", text: "<image>\nThink first, call <tool_call>...</tool_call> if needed." },
    { role: "assistant", text: "<answer>A</answer>" },
  ];

  it("start with the model's first, and take what answers a call for the tool's", () => {
    const trajectory = trajectoryOf(evaluated(messages));
    expect(trajectory.turns.map(turn => turn.role)).toEqual(["model", "tool", "model"]);
  });

  it("hold the model's calls and no example from the prompt or the replies", () => {
    const trajectory = trajectoryOf(evaluated(messages));
    expect(trajectory.calls).toHaveLength(1);
    expect(trajectory.calls[0]).toMatchObject({ requested: [1, 2, 3, 4], closed: false, problem: null, turn: 0 });
  });

  it("are none where the model never wrote", () => {
    expect(trajectoryOf(evaluated(messages.slice(0, 2))).turns).toEqual([]);
  });
});
