import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AskedQuestion, parseReply } from "../../../src/core/evaluation/parseReply.js";

const option = (text: string, index: number) => ({ label: "ABCD"[index] ?? "", text });
const choice = (...texts: readonly string[]): AskedQuestion => ({ answer_type: "choice", options: texts.map(option) });
const actions = choice("Running", "Sitting", "Jumping", "Standing");
const counting: AskedQuestion = { answer_type: "integer", options: [] };
const open: AskedQuestion = { answer_type: "open", options: [] };
const read = (text: string | null, question: AskedQuestion = actions) => {
  const { answer, rule } = parseReply(text, question);
  return [answer, rule];
};

describe("a reply to a choice question", () => {
  it.each([
    ["B", "B", "letter"],
    ["(B).", "B", "letter"],
    ["**B**", "B", "letter"],
    ["b", "B", "letter"],
    ["<think>A or C?</think><answer>B</answer>", "B", "tag"],
    ["<answer>A</answer> ... <answer>B</answer>", "B", "tag"],
    ["<answer>Sitting</answer>", "B", "text"],
    ["Sitting.", "B", "text"],
    ["The correct answer is (B).", "B", "declared"],
    ["Answer: B. Sitting", "B", "declared"],
    ["He bends his knees.\n\nANSWER: B", "B", "declared"],
    ["**Answer:** B", "B", "declared"],
    ["ANSWER: A\nNo, wait.\nANSWER: B", "B", "declared"],
    ["At first the answer is A, but the answer is B because he sits.", "B", "declared"],
    ["Ｂ", "B", "letter"],
    ["(ｂ)", "B", "letter"],
    ["so he sits</think>\nB", "B", "letter"],
    ["<think>B</think>C", "C", "letter"],
    ["The correct answer is **B**.", "B", "declared"],
    ["**The correct answer is B. Sitting**", "B", "declared"],
    ['The answer is "B".', "B", "declared"],
    ["The answer is (**B**).", "B", "declared"],
    ["So the answer is $\\boxed{\\text{B}}$.", "B", "declared"],
    ["The answer is B - Sitting", "B", "declared"],
    ["The answer is B, not A.", "B", "declared"],
    ["The answer is option B because A would stand.", "B", "declared"],
    ["Answer: B. The man is sitting, so C is wrong.", "B", "declared"],
    ["B。", "B", "letter"],
    ["[B]", "B", "letter"],
    ["__B__", "B", "letter"],
    ["B\n\nA man bends his knees.", "B", "letter"],
    ["<answer>**B**. Sitting</answer>", "B", "tag"],
    ["<answer>B Sitting</answer>", "B", "tag"],
    ["<answer>B. He is not running but sitting</answer>", "B", "tag"],
  ])("%s", (text, answer, rule) => {
    expect(read(text)).toEqual([answer, rule]);
  });

  it.each([
    ["<answer>B. Running</answer>", "conflict"],
    ["<answer>A or B</answer>", "two-letters"],
    ["A, B", "two-letters"],
    ["Based on the pose, he sits.", "none"],
    ["The man sits.", "none"],
    ["ANSWER: AB", "invalid-letter"],
    ["ANSWER: E", "invalid-letter"],
    ["E", "invalid-letter"],
    ["A man is sitting", "none"],
    ["The answer is a man who sits", "none"],
    ["<think>he sits, so B", "unclosed"],
    ["<think>he sits</think><answer>B", "unclosed"],
    ["<answer></answer>", "none"],
    ["I cannot help with that.", "refusal"],
    ["I'm sorry, but I can't identify people.", "refusal"],
    ["<answer>I cannot help with that.</answer>", "refusal"],
    ["", "empty"],
    ["  \n", "empty"],
    ["<think>he sits</think>", "empty"],
    ["\u0412", "none"],
    ["A declared answer is A or B", "two-letters"],
    ["<answer>the second</answer> B", "none"],
    ["<answer>A. Actually I think it's B</answer>", "two-letters"],
    ["<answer>B. I am torn between B and C</answer>", "two-letters"],
    ["<answer>B. Sitting or C</answer>", "two-letters"],
    ["<answer>B: no, C</answer>", "two-letters"],
    ["B. Perhaps (c)", "none"],
    ["<answer>B. Jumping or Sitting</answer>", "none"],
    ["<answer>B. Sitting or jumping</answer>", "none"],
    ["<answer>B. Sitting / Jumping</answer>", "none"],
    ["<answer>B) Sitting, or maybe Jumping</answer>", "none"],
    ["Answer: A. On second thought, B", "two-letters"],
    ["A. Running: no\nB. Sitting: yes", "two-letters"],
  ])("is unparsed: %s", (text, rule) => {
    expect(read(text)).toEqual([null, rule]);
    expect(read(null)).toEqual([null, "empty"]);
  });

  it("names what it found where it could not choose", () => {
    expect(parseReply("<answer>B. Running</answer>", actions).candidates).toEqual(["B", "A"]);
    expect(parseReply("A, B", actions).candidates).toEqual(["A", "B"]);
    expect(parseReply("panels 1, 4 and 7", counting).candidates).toEqual(["1", "4", "7"]);
  });

  it("takes only letters of this question", () => {
    expect(read("C", choice("near", "far"))).toEqual([null, "invalid-letter"]);
    expect(read("The answer is C.", choice("near", "far"))).toEqual([null, "invalid-letter"]);
  });
});

describe("a reply to a question about marks that have the letters of its options", () => {
  const marks = choice("The character marked A is closer.", "The character marked B is closer.");
  const same = choice("No, they are different characters.", "Yes, they are the same character.");

  it.each([
    ["<answer>B. The character marked B is closer than the one marked A.</answer>", "B"],
    ["Answer: B. Character B is in front of character A.", "B"],
    ["The answer is B because B overlaps A.", "B"],
    ["<answer>A. Character B is closer.</answer>", null],
    ["<answer>A. The character marked B is closer.</answer>", null],
    ["<answer>B. Actually, character A.</answer>", null],
  ])("%s", (text, answer) => {
    expect(parseReply(text, marks).answer).toBe(answer);
  });

  it.each([
    ["<answer>A. No, A has a beard and B has none.</answer>", "A"],
    ["<answer>B. Yes, they are the same character: A and B wear the same hat.</answer>", "B"],
    ["The answer is A. The characters marked A and B differ.", "A"],
    ["No, A is older than B.", "A"],
    ["Yes, they are not the same character", null],
    ["No evidence is visible.", null],
    ["<answer>A. No. B. Yes.</answer>", null],
  ])("%s", (text, answer) => {
    expect(parseReply(text, same).answer).toBe(answer);
  });
});

describe("a reply to a question of yes or no", () => {
  const same = choice("Yes, they are the same character.", "No, they are different characters.");

  it.each([
    ["Yes, they are the same.", "A"],
    ["No.", "B"],
    ["yes", "A"],
    ["<answer>No, one is taller</answer>", "B"],
    ["No, they are different characters.", "B"],
    ["No, they do not look the same", "B"],
  ])("%s", (text, answer) => {
    expect(read(text, same)).toEqual([answer, "text"]);
  });

  it.each([
    ...["No, they are the same character.", "Yes, they are different.", "No doubt, they are the same."],
    ...["A. No", "B. Yes, they are the same.", "B: yes"],
  ])("is unparsed where word and sense, or letter and word, are of two options: %s", text => {
    expect(parseReply(text, same).answer).toBeNull();
  });

  it.each(["Not sure.", "No idea", "Yesterday they met", "I think yes", "Yes. No.", "Yes and no", "Yes (B)."])(
    "is unparsed: %s",
    text => {
      expect(parseReply(text, same).answer).toBeNull();
    },
  );

  it("has no yes where the options are others", () => {
    expect(parseReply("Yes, he runs", actions).answer).toBeNull();
  });
});

describe("a reply to a counting question", () => {
  it.each([
    "<answer>3</answer>",
    "three",
    "3 panels",
    "3.0",
    "３",
    "The answer is 3.",
    "Answer: three",
    "I count 2, 1.\nANSWER: 3",
    "The answer is **3**.",
    "three, and no one behind them",
  ])("%s is 3", text => {
    expect(read(text, counting)).toEqual([3, "integer"]);
  });

  it.each<readonly [text: string, rule: string]>([
    ["3 or 4", "several"],
    ["2-3", "several"],
    ["about 3", "hedged"],
    ["at least three", "hedged"],
    ["~3", "hedged"],
    ["3+", "hedged"],
    ["panels 1, 4 and 7", "several"],
    ["many", "none"],
    ["3.5", "none"],
    ["not 3", "hedged"],
    ...["3rd", "3k", "3e2", "0x3", "3 %", "3²", "2½", "3.0.1", "no one", "one of the panels"].map(
      text => [text, "none"] as const,
    ),
    ["two and a half", "several"],
    ["3 thousand", "several"],
    ["twenty and one", "several"],
  ])("%s is none", (text, rule) => {
    expect(read(text, counting)).toEqual([null, rule]);
  });
});

describe("a reply to an open question", () => {
  it("is what stands in the tag, or behind the reasoning", () => {
    expect(read("<think>a</think><answer> A red hat. </answer>", open)).toEqual(["A red hat.", "tag"]);
    expect(read("<think>a</think>\nA red hat.", open)).toEqual(["A red hat.", "text"]);
    expect(read("I cannot help with that.", open)).toEqual([null, "refusal"]);
    expect(read("I cannot see his hands, but he waves.", open)).toEqual([
      "I cannot see his hands, but he waves.",
      "text",
    ]);
    expect(read("<think>a", open)).toEqual([null, "unclosed"]);
  });
});

it("a call of a tool is no answer, whatever stands in it", () => {
  const call = '<tool_call>{"name": "zoom", "arguments": {"bbox_2d": [3, 3, 3, 3]}}</tool_call>';
  for (const question of [actions, counting, open]) {
    expect(read(call, question)).toEqual([null, "none"]);
    expect(read(`<think>B</think>${call.slice(0, -12)}`, question)).toEqual([null, "none"]);
  }
  expect(read(`${call} three`, counting)).toEqual([3, "integer"]);
});

describe("no reply", () => {
  const words = fc.constantFrom(
    ..."A B C D E a b Running Sitting sitting the answer is or and . , : ( ) ** <answer> </answer> <think> </think> yes no \n man Answer ANSWER: option В Ｂ".split(
      / /,
    ),
  );
  const replies = fc.array(words, { maxLength: 12 }).map(parts => parts.join(" "));
  const standsAlone = (text: string, letter: string) =>
    new RegExp(`(?<![a-z])${letter}(?![a-z'])`, "i").test(text.normalize("NFKC"));

  it("gives a letter that it does not name, nor another option's text", () => {
    fc.assert(
      fc.property(fc.oneof(replies, fc.string({ unit: "grapheme" })), text => {
        const { answer } = parseReply(text, actions);
        if (answer === null) return;
        const named = actions.options.find(({ label }) => label === answer)?.text ?? "";
        expect(standsAlone(text, String(answer)) || text.toLowerCase().includes(named.toLowerCase())).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("without a valid letter or an option's text is parsed", () => {
    const foreign = fc.string({ unit: fc.constantFrom(..."efghijklmnopqrstuvwxyzEFGXYZ0123.,:()*\n <>/В".split("")) });
    fc.assert(
      fc.property(foreign, text => {
        fc.pre(!actions.options.some(one => text.toLowerCase().includes(one.text.toLowerCase())));
        expect(parseReply(text, actions).answer).toBeNull();
        expect(parseReply(`<answer>${text}</answer>`, actions).answer).toBeNull();
        expect(parseReply(`ANSWER: ${text}`, actions).answer).toBeNull();
      }),
    );
  });

  it("makes it throw, whatever the question", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.constantFrom(actions, counting, open), (text, question) => {
        const { answer, rule } = parseReply(text, question);
        if (question === counting && answer !== null) expect(Number.isSafeInteger(answer)).toBe(true);
        expect(rule).toBeTruthy();
      }),
    );
  });
});
