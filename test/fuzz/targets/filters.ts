import { strict as assert } from "node:assert";
import * as fc from "fast-check";
import { parseFilter } from "../../../src/core/filter/parseFilter.js";
import { parseSort } from "../../../src/core/filter/parseSort.js";
import { printFilter } from "../../../src/core/filter/printFilter.js";
import { fuzzTarget } from "../fuzzTarget.js";

const words = fc.constantFrom(
  ...["score", "step", "iou", "zooms", "refused", "task", "outcome", "wrong", "correct", "unparsed", "length", "tag"],
  ...["note", "golden", "reward.acc", "reward.", "prompt", "and", "or", "not", "in", "between", "has", "desc", "asc"],
  ...[
    "=",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "~",
    "(",
    ")",
    ",",
    '"',
    "'",
    "`",
    "\\",
    "0",
    "-1",
    "1e999",
    ".5",
    "1..2",
    "constructor",
  ],
  ...["__proto__", '"a b"', '"\\"', "\u2028", "\u0000", "é", "🎯", "\ud83d", ";", "//", "NaN", "--", "=="],
);
const texts = fc.oneof(
  fc.array(fc.tuple(words, fc.constantFrom("", " ", "\n")), { maxLength: 20 }).map(parts => parts.flat().join("")),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc
    .tuple(fc.constantFrom("(", "not ", "score=1 and "), fc.nat({ max: 400 }))
    .map(([text, times]) => text.repeat(times)),
);

/** Any text is an expression or has a problem at a place of it; an expression is printed as one that reads the same. */
export const filters = fuzzTarget("filters", 8, texts, text => {
  const parsed = parseFilter(text);
  if (parsed.kind === "problem") {
    const { at, end } = parsed.problem;
    assert.ok(at >= 0 && at <= end && end <= text.length, `${String(at)} to ${String(end)} of ${String(text.length)}`);
  } else assert.deepEqual(parseFilter(printFilter(parsed.expression)), parsed);
  parseSort(text);
});
