import fc from "fast-check";
import {
  joined,
  type FilterAtom,
  type FilterExpression,
  type FilterValue,
} from "../../../src/core/filter/filterExpression.js";
import { filterFieldNames, ruleOf, type FilterField } from "../../../src/core/filter/filterField.js";
import { comparisonsOf } from "../../../src/core/filter/readAtom.js";

const oddName = fc.oneof(
  fc.constantFrom(
    "acc",
    "score",
    "wrong",
    "and",
    "true",
    "reward.x",
    "iou.mean",
    "a b",
    'q"uote',
    "back\\slash",
    "line\n",
    "日本",
  ),
  fc.string({ unit: "binary", minLength: 1, maxLength: 8 }),
);

const field: fc.Arbitrary<FilterField> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...filterFieldNames).map(name => ({ kind: "known" as const, name })) },
  { weight: 1, arbitrary: oddName.map(name => ({ kind: "reward" as const, name })) },
  { weight: 2, arbitrary: oddName.map(name => ({ kind: "column" as const, name })) },
);

const number = fc.oneof(fc.integer({ min: -3, max: 12 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
const text = fc.oneof(fc.constantFrom("ocr", "A", "true", "and", ""), fc.string({ unit: "binary", maxLength: 10 }));

function valueFor(of: FilterField): fc.Arbitrary<FilterValue> {
  const { type, choices = [] } = ruleOf(of);
  if (type === "number" || type === "count") return number;
  if (type === "choice") return fc.constantFrom(...choices);
  return type === "any" ? fc.oneof<fc.Arbitrary<FilterValue>[]>(number, text) : text;
}

function atomFor(of: FilterField): fc.Arbitrary<FilterAtom> {
  const { type } = ruleOf(of);
  const has = fc.constant<FilterAtom>({ kind: "has", field: of });
  if (type === "flag") return fc.oneof(has, fc.constant<FilterAtom>({ kind: "flag", field: of }));
  const value = valueFor(of);
  const comparison = fc.constantFrom(...comparisonsOf[type]).chain(operator =>
    (operator === "~" ? text : value).map((one): FilterAtom => ({
      kind: "compare",
      field: of,
      operator,
      value: one,
    })),
  );
  const list = fc
    .array(value, { minLength: 1, maxLength: 3 })
    .map((values): FilterAtom => ({ kind: "in", field: of, values }));
  const range = fc
    .tuple(number, number)
    .map(([a, b]): FilterAtom => ({ kind: "between", field: of, low: Math.min(a, b), high: Math.max(a, b) }));
  return type === "text" || type === "choice"
    ? fc.oneof(has, comparison, list)
    : fc.oneof(has, comparison, list, range);
}

/** Any condition that the language can say. */
export const arbitraryAtom = field.chain(atomFor);

/** Any expression that the language can say, in the form that reading gives. */
export const arbitraryFilter: fc.Arbitrary<FilterExpression> = fc.letrec<{ one: FilterExpression }>(tie => {
  const members = fc.array(tie("one"), { minLength: 2, maxLength: 3 });
  return {
    one: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      arbitraryAtom,
      tie("one").map((of): FilterExpression => ({ kind: "not", of })),
      members.map(of => joined("and", of)!),
      members.map(of => joined("or", of)!),
    ),
  };
}).one;
