import { describe, expect, it } from "vitest";
import { answerOptions } from "../../../webview/answerOptions.js";

const question = (given: string | null, expected: string | null, labels = ["A", "B"]) => ({
  text: "?",
  options: labels.map(label => ({ label, text: `text of ${label}` })),
  given,
  expected,
  taskKind: null,
  id: null,
  expectedZooms: null,
});

const summary = (given: string | null, expected: string | null, labels?: string[]) =>
  answerOptions(question(given, expected, labels)).map(
    ({ text, isGiven, isExpected }) => `${text}${isGiven ? " given" : ""}${isExpected ? " expected" : ""}`,
  );

describe("the line under the question", () => {
  it("says of each option what it is", () => {
    expect(summary("A", "B")).toEqual(["A text of A given", "B text of B expected"]);
    expect(summary("A", "A")).toEqual(["A text of A given expected", "B text of B"]);
  });

  it("takes a letter in brackets, with a full stop or in small for the same option, and the option's own text too", () => {
    for (const given of ["(A)", "A.", " a ", "text of a", "A text of A", "A. text of A", "(A) text of A"])
      expect(summary(given, "B")[0]).toBe("A text of A given");
  });

  it("adds an answer that is none of the options", () => {
    expect(summary("maybe", "B")).toEqual(["A text of A", "B text of B expected", "maybe given"]);
  });

  it("shows given and expected where a question has no options, once when they are the same", () => {
    expect(summary("3", "4", [])).toEqual(["3 given", "4 expected"]);
    expect(summary("3", "3", [])).toEqual(["3 given expected"]);
  });

  it("invents nothing where nothing is known", () => {
    expect(summary(null, null, [])).toEqual([]);
    expect(summary("", "B")).toEqual(["A text of A", "B text of B expected"]);
  });
});
