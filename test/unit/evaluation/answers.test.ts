import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerStatus } from "../../../src/core/evaluation/answerStatus.js";
import { lastAnswer } from "../../../src/core/evaluation/lastAnswer.js";
import { parseChoice } from "../../../src/core/evaluation/parseChoice.js";
import { parseInteger } from "../../../src/core/evaluation/parseInteger.js";

const colours = [
  { label: "A", text: "The cap is white." },
  { label: "B", text: "The cap is blue." },
];

describe("a choice", () => {
  it.each([
    ["A", "A"],
    ["(B)", "B"],
    [" b. ", "B"],
    ["A)", "A"],
    ["B:", "B"],
    ["**B**", "B"],
    ["\\boxed{A}", "A"],
    ["Option B", "B"],
    ["The answer is (B).", "B"],
    ["A. The cap is white.", "A"],
    ["(A) the cap is white", "A"],
    ["The cap is blue", "B"],
    ["A. White, I think", "A"],
  ])("is read from %s", (answer, label) => {
    expect(parseChoice(answer, colours)).toBe(label);
  });

  it.each([
    ["two letters", "A or B"],
    ["two marked letters", "(A) or (B)"],
    ["a letter before another option's text", "A. The cap is blue."],
    ["a letter that is no option", "C"],
    ["prose", "a cap that is white"],
    ["nothing", "  "],
    ["a letter that names another", "A. / B."],
  ])("is not read from %s", (_, answer) => {
    expect(parseChoice(answer, colours)).toBeNull();
  });

  it("may be any letter where the options are unknown", () => {
    expect(parseChoice("D", [])).toBe("D");
    expect(parseChoice("C. the third", [])).toBe("C");
  });

  it("is not guessed where two options have the same text", () => {
    const twins = [
      { label: "A", text: "red" },
      { label: "B", text: "red" },
    ];
    expect(parseChoice("red", twins)).toBeNull();
  });

  it("never throws, and is one of the options", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), answer => {
        expect(["A", "B", null]).toContain(parseChoice(answer, colours));
      }),
    );
  });
});

describe("an integer", () => {
  it.each([
    ["3", 3],
    ["three", 3],
    ["3 panels", 3],
    ["**12**.", 12],
    ["3 (three)", 3],
    ["twenty-one", 21],
    ["1,200", 1200],
    ["-4", -4],
    ["3.0", 3],
    ["There are 7 of them.", 7],
    ["one hundred", 100],
    ["a hundred and twenty", 120],
    ["five-hundred", 500],
    ["two dozen", 24],
    ["forty thousand and five", 40_005],
    ["minus three", -3],
  ])("is read from %s", (answer, value) => {
    expect(parseInteger(answer)).toBe(value);
  });

  it.each(["", "many", "3 or 4", "3.5", "between five and six", "3,4", "1/2"])("is not read from '%s'", answer => {
    expect(parseInteger(answer)).toBeNull();
  });

  it("is read back from every integer", () => {
    fc.assert(
      fc.property(fc.integer(), value => {
        expect(parseInteger(String(value))).toBe(value);
      }),
    );
  });
});

describe("the status of an answer", () => {
  it("compares letters and option texts", () => {
    expect(answerStatus("A. The cap is white.", "The cap is white.", colours)).toBe("correct");
    expect(answerStatus("B", "The cap is white.", colours)).toBe("wrong");
    expect(answerStatus("B", "b", [])).toBe("correct");
  });

  it("compares integers in digits and words", () => {
    expect(answerStatus("three", 3, [])).toBe("correct");
    expect(answerStatus("4", "three", [])).toBe("wrong");
    expect(answerStatus("3", "3.0", [])).toBe("correct");
  });

  it("is unparsed where no single option or integer was given", () => {
    expect(answerStatus("A or B", "A", colours)).toBe("unparsed");
    expect(answerStatus(null, "A", colours)).toBe("unparsed");
    expect(answerStatus("", "3", [])).toBe("unparsed");
    expect(answerStatus("many", "3", [])).toBe("unparsed");
  });

  it("is unknown where the right answer is open or absent", () => {
    expect(answerStatus("a cat", "a dog", [])).toBe("unknown");
    expect(answerStatus("one way", "one way", [])).toBe("unknown");
    expect(answerStatus("A", undefined, colours)).toBe("unknown");
    expect(answerStatus("A", null, colours)).toBe("unknown");
    expect(answerStatus("3", NaN, [])).toBe("unknown");
    expect(answerStatus("A", ["A", "B"], colours)).toBe("unknown");
  });

  it("finds the right answer in a list of one, in a record and in a reference response", () => {
    expect(answerStatus("A", ["A"], [])).toBe("correct");
    expect(answerStatus("A", { answer: "A", box: [1, 2, 3, 4] }, [])).toBe("correct");
    expect(answerStatus("A", "<think>so</think><answer>A</answer>", [])).toBe("correct");
  });
});

describe("the last answer", () => {
  it("is trimmed, and null where none is closed behind the reasoning", () => {
    expect(lastAnswer("<answer>\n A\n</answer>")).toBe("A");
    expect(lastAnswer("<answer>A</answer></think>")).toBeNull();
    expect(lastAnswer("A</answer>")).toBeNull();
  });
});
