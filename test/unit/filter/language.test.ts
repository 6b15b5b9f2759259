import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFilter } from "../../../src/core/filter/parseFilter.js";
import { parseSort, printSort } from "../../../src/core/filter/parseSort.js";
import { printFilter } from "../../../src/core/filter/printFilter.js";
import { arbitraryFilter } from "./arbitraryFilter.js";

/** What a text says, printed again; or where it stops and why. */
function reading(text: string): string {
  const parsed = parseFilter(text);
  if (parsed.kind === "expression") return printFilter(parsed.expression);
  const { at, end, why } = parsed.problem;
  return `${at}-${end} ${why.code}${"expected" in why ? ` ${why.expected.join(" ")}` : ""}`;
}

describe("the language", () => {
  it.each([
    ["score < 0.5", "score < 0.5"],
    ["  SCORE<=.5 ", "score <= 0.5"],
    ["wrong and zooms >= 2 or unparsed", "wrong and zooms >= 2 or unparsed"],
    ["wrong && (zooms>=2 || unparsed)", "wrong and (zooms >= 2 or unparsed)"],
    ["((wrong))", "wrong"],
    ["(wrong and cut) and flat", "wrong and cut and flat"],
    ["not not wrong", "not not wrong"],
    ["! (wrong or cut)", "not (wrong or cut)"],
    ["outcome != correct", "outcome != correct"],
    ["outcome = WRONG", "wrong"],
    ["outcome in (wrong, 'unparsed')", "outcome in (wrong, unparsed)"],
    ["refused", "refused > 0"],
    ["refused = 0", "refused = 0"],
    ["step between 10 and 20 and wrong", "step between 10 and 20 and wrong"],
    ["iou.mean > 0.5 and iou.best >= .9", "iou > 0.5 and iou.best >= 0.9"],
    ["response ~ 'I can\\'t'", 'response ~ "I can\'t"'],
    ["task = action_depth", 'task = "action_depth"'],
    ["has(reward.format) and reward.format = 1", "has(reward.format) and reward.format = 1"],
    ['reward."odd name" = 1', 'reward."odd name" = 1'],
    ['"score" = 1 and data_source ~ vstar', '"score" = 1 and data_source ~ "vstar"'],
    ["is_validate = true", "is_validate = 1"],
    ["constructor > __proto__", 'constructor > "__proto__"'],
    ["file = 2.jsonl and id = 7", 'file = "2.jsonl" and id = "7"'],
    ["id in (7, 8b, c) or answer != 3.50", 'id in ("7", "8b", "c") or answer != "3.50"'],
    ["response ~ 7", 'response ~ "7"'],
    ["日本 = 'x'", '日本 = "x"'],
  ])("reads %s", (text, printed) => {
    expect(reading(text)).toBe(printed);
  });

  it.each([
    ["", "0-0 unexpected condition"],
    ["score", "5-5 unexpected operator"],
    ["score <", "7-7 unexpected number"],
    ["score < high", "8-12 needs-number"],
    ["score ~ 1", "6-7 operator-unfit"],
    ["score < 1 wrong", "10-15 unexpected and end"],
    ["(score < 1", "10-10 unexpected and closing"],
    ["score < 1)", "9-10 unexpected and end"],
    ["score < 1e999", "8-13 bad-number"],
    ["score < 5abc", "8-12 bad-number"],
    ["response ~ 'open", "11-16 unclosed-text"],
    ["acc ~ 7", "6-7 needs-text"],
    ["acc = 7b", "6-8 bad-number"],
    ["7b = 1", "0-2 unexpected condition"],
    ["wrng", "0-4 bare-word"],
    ["cut and (wrng or cut)", "9-13 bare-word"],
    ["correct = 1", "8-9 operator-unfit"],
    ["WRONG != false", "6-8 operator-unfit"],
    ["response ~ 'I can''t'", "18-21 unexpected and end"],
    ["outcome = rihgt", "10-15 no-such-choice"],
    ["step between 9 and 3", "13-20 reversed-range"],
    ["step in 3", "8-9 unexpected opening"],
    ["step in (3 4)", "11-12 unexpected comma closing"],
    ["has score", "4-9 unexpected opening"],
    ["cut = 1", "4-5 operator-unfit"],
    ["score < 1 and", "13-13 unexpected condition"],
    ["score # 1", "6-7 strange-character"],
    ["score = 😀", "8-10 strange-character"],
  ])("says where %s stops being an expression", (text, problem) => {
    expect(reading(text)).toBe(problem);
  });

  it("prints what reads back as the same expression", () => {
    fc.assert(
      fc.property(arbitraryFilter, expression => {
        expect(parseFilter(printFilter(expression))).toEqual({ kind: "expression", expression });
      }),
      { numRuns: 1000 },
    );
  });

  it("never throws, and names a place inside of the text", () => {
    const pieces = fc.constantFrom(
      "score",
      "wrong",
      "(",
      ")",
      "not ",
      " and ",
      "or ",
      "<",
      "~",
      "'",
      '"',
      "\\",
      "1",
      ".",
      ",",
      "in",
      "has(",
    );
    const texts = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.array(pieces).map(all => all.join("")),
    );
    fc.assert(
      fc.property(texts, text => {
        const parsed = parseFilter(text);
        if (parsed.kind === "expression") return;
        const { at, end } = parsed.problem;
        expect(at).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(at);
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["parentheses without an end", "(".repeat(3999), "too-deep"],
    ["negations without an end", "!".repeat(3999), "too-deep"],
    ["a text as long as a book", "wrong and ".repeat(100_000), "too-long"],
    ["very many conditions", "cut or ".repeat(500), "too-many"],
  ])("refuses %s at once", (_what, text, code) => {
    const parsed = parseFilter(text);
    expect(parsed).toMatchObject({ kind: "problem", problem: { why: { code } } });
  });
});

describe("an order", () => {
  it.each([
    ["score desc, iou asc", "score desc, iou"],
    ["reward.format DESC", "reward.format desc"],
    ['"a, b", task', '"a, b", task'],
  ])("reads %s", (text, printed) => {
    const parsed = parseSort(text);
    expect(parsed.kind === "sort" && printSort(parsed.terms)).toBe(printed);
  });

  it.each([
    ["", "unexpected"],
    ["score down", "unexpected"],
    ["score,", "unexpected"],
    ["response", "unsortable"],
    ["a,b,c,d,e,f,g,h,i", "too-many"],
  ])("refuses %s", (text, code) => {
    expect(parseSort(text)).toMatchObject({ kind: "problem", problem: { why: { code } } });
  });
});
