import fc from "fast-check";
import { expect, it } from "vitest";
import type { FilterExpression } from "../../../src/core/filter/filterExpression.js";
import { expressionOf, formOf } from "../../../src/core/filter/filterForm.js";
import { parseFilter } from "../../../src/core/filter/parseFilter.js";
import { readTyped } from "../../../src/core/filter/readTyped.js";
import { printFilter } from "../../../src/core/filter/printFilter.js";
import { arbitraryFilter } from "./arbitraryFilter.js";

const expressionIn = (text: string): FilterExpression | null => {
  const parsed = parseFilter(text);
  return parsed.kind === "expression" ? parsed.expression : null;
};

it("a form says what its expression says, wherever there is one", () => {
  fc.assert(
    fc.property(arbitraryFilter, expression => {
      const form = formOf(expression);
      if (form !== null) expect(expressionOf(form)).toEqual(expression);
    }),
  );
});

it.each([
  ["wrong and not cut and iou > 0.5", "and", 3],
  ["wrong or refused", "or", 2],
  ["not wrong", "and", 1],
])("%s is a form that joins by %s", (text, join, rows) => {
  const form = formOf(expressionIn(text));
  expect([form?.join, form?.rows.length]).toEqual([join, rows]);
});

it.each(["wrong and (cut or flat)", "not (wrong and cut)", "not not wrong"])("%s is no form", text => {
  expect(formOf(expressionIn(text))).toBeNull();
});

it("an empty form filters by nothing, and a row that was taken away leaves the others as they are", () => {
  expect(expressionOf({ join: "and", rows: [] })).toBeNull();
  const form = formOf(expressionIn("wrong and cut"));
  const left = form === null ? null : expressionOf({ ...form, rows: form.rows.slice(1) });
  expect(left === null ? "" : printFilter(left)).toBe("cut");
});

it("a value that is typed makes one condition, and what says more is refused where it is typed", () => {
  const score = { kind: "known", name: "score" } as const;
  const read = (...[test, typed]: [Parameters<typeof readTyped>[1], string]) => {
    const found = readTyped(score, test, typed);
    return found.kind === "atom" ? printFilter(found.atom) : [found.problem.at, found.problem.why.code];
  };
  expect(read(">", "0.5")).toBe("score > 0.5");
  expect(read("between", "0.2 and 0.8")).toBe("score between 0.2 and 0.8");
  expect(read("in", "1, 2")).toBe("score in (1, 2)");
  expect(read(">", "0.5 and wrong")).toEqual([0, "not-one"]);
  expect(read("in", "1) or (cut")).toEqual([0, "not-one"]);
  expect(read(">", "high")).toEqual([0, "needs-number"]);
  expect(read(">", " 5 5")).toEqual([3, "unexpected"]);
});
