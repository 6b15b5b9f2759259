import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atomsOf } from "../../../src/core/filter/atomsOf.js";
import { evaluateFilter } from "../../../src/core/filter/evaluateFilter.js";
import type { FilterAtom, FilterExpression } from "../../../src/core/filter/filterExpression.js";
import { ruleOf, type FilterField } from "../../../src/core/filter/filterField.js";
import { parseFilter } from "../../../src/core/filter/parseFilter.js";
import { printField } from "../../../src/core/filter/printField.js";
import { testAtom, type FieldValue } from "../../../src/core/filter/testAtom.js";
import { arbitraryFilter } from "./arbitraryFilter.js";

type Values = Readonly<Record<string, FieldValue>>;

const expressionOf = (text: string): FilterExpression => {
  const parsed = parseFilter(text);
  if (parsed.kind === "problem") throw new Error(`${text}: ${JSON.stringify(parsed.problem)}`);
  return parsed.expression;
};

const holds = (text: string, values: Values) =>
  evaluateFilter(expressionOf(text), atom => testAtom(atom, values[printField(atom.field)] ?? null));

describe("a condition", () => {
  it.each([
    ["score < 0.5", { score: 0.49 }, true],
    ["score < 0.5", { score: 0.5 }, false],
    ["score between 0 and 1", { score: 1 }, true],
    ["response ~ 'zoom'", { response: "ZOOM in" }, true],
    ["response ~ ''", { response: "" }, true],
    ["answer = 'a'", { answer: "A" }, false],
    ["step in (1, 2)", { step: 2 }, true],
    ["wrong", { outcome: "wrong" }, true],
    ["acc = 0.1", { acc: Math.fround(0.1) }, true],
    ["acc = 0.1", { acc: 0.1 }, true],
    // Single precision makes infinity of it; no value that was logged is one, and the index's own is read as text.
    ["acc = 3.5e38", { acc: 3.5e38 }, true],
    ["acc = 3.5e38", { acc: Infinity }, false],
    ["when = 1700000003", { when: 1700000003 }, true],
    ["when = 1700000003", { when: 1700000004 }, false],
    ["seed in (16777217)", { seed: 16777216 }, false],
    ["seed between 16777217 and 16777217", { seed: 16777217 }, true],
    ["kind = 1", { kind: "1" }, true],
    ["kind != 1", { kind: "1.0" }, false],
    ["kind in (1, 2)", { kind: "np.float64(2.0)" }, true],
    ["kind > 0.4", { kind: " 0.5 " }, true],
    ["kind between 0 and 1", { kind: "0.1" }, true],
    ["kind = '0.1'", { kind: Math.fround(0.1) }, true],
    ["kind = '7'", { kind: 7 }, true],
    ["kind in ('7', x)", { kind: 7 }, true],
    ["kind = '7'", { kind: "7.0" }, false],
    ["kind = 1", { kind: "one" }, false],
    ["kind != 1", { kind: "one" }, true],
    ["kind < 1", { kind: "one" }, false],
    ["is_validate = true", { is_validate: true }, true],
    ["cut", { cut: false }, false],
    ["has(cut)", { cut: false }, true],
  ])("%s of %j is %s", (text, values, expected) => {
    expect(holds(text, values as unknown as Values)).toBe(expected);
  });

  it.each(["score = 1", "score != 1", "score < 1", "score in (1)", "score between 0 and 1", "has(score)", "task != x"])(
    "%s is false of a rollout that has no such field, and its negation true",
    text => {
      expect(holds(text, {})).toBe(false);
      expect(holds(`not ${text}`, {})).toBe(true);
    },
  );

  it("of several values holds if one fulfils it, and != if none is equal", () => {
    const atom = (operator: "=" | "!="): FilterAtom => ({
      kind: "compare",
      field: { kind: "column", name: "tag" },
      operator,
      value: "a",
    });
    expect([testAtom(atom("="), ["b", "a"]), testAtom(atom("!="), ["b", "a"]), testAtom(atom("!="), ["b"])]).toEqual([
      true,
      false,
      true,
    ]);
    expect([testAtom(atom("="), []), testAtom(atom("!="), [])]).toEqual([false, false]);
  });
});

/** Texts that say a number, of those that the values below are made of. */
const writtenNumbers: Readonly<Record<string, number>> = { true: 1, "0.5": 0.5, "7": 7, "16777217": 16777217 };

/** Looks at a value as the document says, without any of the code under test. */
function oracle(expression: FilterExpression, valueOf: (field: FilterField) => FieldValue): boolean {
  if (expression.kind === "and") return !expression.of.some(one => !oracle(one, valueOf));
  if (expression.kind === "or") return expression.of.map(one => oracle(one, valueOf)).includes(true);
  if (expression.kind === "not") return !oracle(expression.of, valueOf);
  const value = valueOf(expression.field);
  if (value === null || typeof value === "object") return false;
  if (expression.kind === "has") return true;
  if (expression.kind === "flag") return value !== false;
  const own = typeof value === "boolean" ? (value ? 1 : 0) : value;
  const isSingle = ruleOf(expression.field).isSingle === true;
  const fit = (one: number | string) =>
    isSingle && typeof one === "number" && one > -(2 ** 24) && one < 2 ** 24
      ? (new Float32Array([one])[0] ?? one)
      : one;
  const beside = (one: number | string, other: number | string) =>
    fit(typeof one === "string" && typeof other === "number" ? (writtenNumbers[one] ?? one) : one);
  const isSame = (other: number | string) => beside(own, other) === beside(other, own);
  if (expression.kind === "in") return expression.values.some(isSame);
  const isAtLeast = (low: number) => typeof beside(own, low) === "number" && beside(own, low) >= fit(low);
  const isAtMost = (high: number) => typeof beside(own, high) === "number" && beside(own, high) <= fit(high);
  if (expression.kind === "between") return isAtLeast(expression.low) && isAtMost(expression.high);
  const [left, right] = [beside(own, expression.value), beside(expression.value, own)];
  if (expression.operator === "~")
    return typeof own === "string" && own.toLowerCase().includes(String(expression.value).toLowerCase());
  if (expression.operator === "=") return left === right;
  if (expression.operator === "!=") return left !== right;
  if (typeof left !== typeof right) return false;
  const isBelow = left < right;
  const isEqual = left === right;
  switch (expression.operator) {
    case "<":
      return isBelow;
    case "<=":
      return isBelow || isEqual;
    case ">":
      return !isBelow && !isEqual;
    case ">=":
      return !isBelow;
  }
}

const anyValue = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer({ min: -3, max: 12 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom("ocr", "A", "true", "0.5", "7", "16777217", "", "wrong", "training"),
);

/** One value a field, the same whenever it is asked for. */
function remembered(values: readonly FieldValue[]): (field: FilterField) => FieldValue {
  const known = new Map<string, FieldValue>();
  return field => {
    const key = JSON.stringify(field);
    if (!known.has(key)) known.set(key, values[known.size % values.length] ?? null);
    return known.get(key) ?? null;
  };
}

describe("an expression", () => {
  const values = fc.array(anyValue, { minLength: 1, maxLength: 12 });

  it("holds for exactly those rollouts that a plain reading of the rules says", () => {
    fc.assert(
      fc.property(arbitraryFilter, values, (expression, list) => {
        const valueOf = remembered(list);
        const found = evaluateFilter(expression, atom => testAtom(atom, valueOf(atom.field)));
        expect(found).toBe(oracle(expression, valueOf));
      }),
      { numRuns: 2000 },
    );
  });

  it("says nothing before its time: what is told with some conditions unknown holds once they are known", () => {
    const marks = fc.array(fc.boolean(), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(arbitraryFilter, values, marks, (expression, list, unknown) => {
        const valueOf = remembered(list);
        const atoms = atomsOf(expression);
        const isUnknown = (atom: FilterAtom) => unknown[atoms.indexOf(atom) % unknown.length] === true;
        const early = evaluateFilter(expression, atom =>
          isUnknown(atom) ? null : testAtom(atom, valueOf(atom.field)),
        );
        const late = evaluateFilter(expression, atom => testAtom(atom, valueOf(atom.field)));
        expect(early === null || early === late).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("looks through a hostile text in time that grows with it", () => {
    const text = "a".repeat(20_000_000);
    const needles = ["a".repeat(2000) + "b", "b" + "a".repeat(2000), "ab".repeat(1000)];
    const atoms = needles.map(needle => expressionOf(`response ~ "${needle}"`));
    for (const atom of atoms) expect(evaluateFilter(atom, one => testAtom(one, text))).toBe(false);
  }, 20_000);
});
