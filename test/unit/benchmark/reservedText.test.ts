import { describe, expect, it } from "vitest";
import { isReservedAnswer, isReservedOption } from "../../../src/core/benchmark/reservedText.js";

describe("a text that reads as no answer", () => {
  it("is known under quotation marks, brackets and full stops, in any spelling", () => {
    for (const text of ["None", ' "n/a". ', "(NULL)", "«nan»!", "[ nil ]", "ＮＡＮ", "#N/A N/A", "<NA>", "-1.#IND"])
      expect([text, isReservedAnswer(text)]).toEqual([text, true]);
    for (const text of ["", "...", "(", "nothing", "none of them", "no", "1", "a none"])
      expect([text, isReservedAnswer(text)]).toEqual([text, false]);
    expect(["Yes", "(no)", '"None"', "yes, he does"].map(isReservedOption)).toEqual([true, true, true, false]);
  });

  it("is told of a million spaces, brackets or full stops, wherever they stand", () => {
    for (const sign of [" ", '"', "(", "."]) {
      const row = sign.repeat(1_000_000);
      expect([row, `x${row}x`, `${row}x${row}`].map(isReservedAnswer)).toEqual([false, false, false]);
    }
    expect(isReservedAnswer(`${" ".repeat(1_000_000)}none${".".repeat(1_000_000)}`)).toBe(true);
  });
});
