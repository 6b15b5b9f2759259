import fc from "fast-check";
import { expect, it } from "vitest";
import type { FilterExpression } from "../../../src/core/filter/filterExpression.js";
import { expressionOf, formOf } from "../../../src/core/filter/filterForm.js";
import { parseFilter } from "../../../src/core/filter/parseFilter.js";
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
