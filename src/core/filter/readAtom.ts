import { comparisons, type Comparison, type FilterAtom, type FilterValue } from "./filterExpression.js";
import { ruleOf, type FilterField, type FilterFieldType } from "./filterField.js";
import { printField } from "./printField.js";
import { readField } from "./readField.js";
import type { TokenReader } from "./tokenReader.js";
import type { FilterToken } from "./tokenizeFilter.js";

/** What stands without a comparison. */
const standAlone: readonly string[] = ["wrong", "correct", "unparsed", "cut", "flat", "refused", "golden"];

/** Which comparisons make sense of what. */
export const comparisonsOf: Readonly<Record<FilterFieldType, readonly Comparison[]>> = {
  number: ["=", "!=", "<", "<=", ">", ">="],
  count: ["=", "!=", "<", "<=", ">", ">="],
  text: ["=", "!=", "~"],
  choice: ["=", "!="],
  flag: [],
  any: comparisons,
};

/** A value as it was written, before it is known what its field takes. */
type Written = Extract<FilterToken, { readonly kind: "number" | "text" | "word" | "odd" }>;

const outcome: FilterField = { kind: "known", name: "outcome" };
const outcomes = ["correct", "wrong", "unparsed", "unknown"];

function written(reader: TokenReader): Written | null {
  return reader.take("number") ?? reader.take("text") ?? reader.take("word") ?? reader.take("odd");
}

/** In a column of the dump `true` and `false` are 1 and 0, as the index keeps them. */
const booleans: ReadonlyMap<string, number> = new Map([
  ["true", 1],
  ["false", 0],
]);

function choiceOf(token: Written, choices: readonly string[]): string | undefined {
  return token.kind === "number" ? undefined : choices.find(choice => choice === token.text.toLowerCase());
}

/** A value that a field takes. Null with the reader's problem set. */
function readValue(reader: TokenReader, field: FilterField): FilterValue | null {
  const { type, choices = [] } = ruleOf(field);
  const token = written(reader);
  if (token === null) return reader.expected(type === "any" ? "value" : isNumeric(type) ? "number" : "text");
  const { at, end } = token;
  if (token.kind === "odd" && type !== "text")
    return reader.fail({ at, end, why: { code: "bad-number", found: token.text } });
  const name = printField(field);
  switch (type) {
    case "number":
    case "count":
      return token.kind === "number"
        ? token.value
        : reader.fail({ at, end, why: { code: "needs-number", field: name } });
    case "text":
      return token.text;
    case "choice":
      return (
        choiceOf(token, choices) ?? reader.fail({ at, end, why: { code: "no-such-choice", field: name, choices } })
      );
    case "flag":
    case "any":
      if (token.kind === "number") return token.value;
      return (token.kind === "word" ? booleans.get(token.text.toLowerCase()) : undefined) ?? token.text;
  }
}

const isNumeric = (type: FilterFieldType) => type === "number" || type === "count";

function readList(reader: TokenReader, field: FilterField): FilterAtom | null {
  if (reader.take("open") === null) return reader.expected("opening");
  const values: FilterValue[] = [];
  do {
    const value = readValue(reader, field);
    if (value === null) return null;
    values.push(value);
  } while (reader.take("comma") !== null);
  return reader.take("close") === null ? reader.expected("comma", "closing") : { kind: "in", field, values };
}

function readRange(reader: TokenReader, field: FilterField): FilterAtom | null {
  const low = reader.take("number");
  if (low === null) return reader.expected("number");
  if (!reader.takeKeyword("and")) return reader.expected("and");
  const high = reader.take("number");
  if (high === null) return reader.expected("number");
  if (low.value > high.value) return reader.fail({ at: low.at, end: high.end, why: { code: "reversed-range" } });
  return { kind: "between", field, low: low.value, high: high.value };
}

function unfit(reader: TokenReader, field: FilterField, place: FilterToken): null {
  const { type } = ruleOf(field);
  const operators = [
    ...comparisonsOf[type],
    ...(type === "flag" ? [] : ["in"]),
    ...(isNumeric(type) ? ["between"] : []),
  ];
  return reader.fail({
    at: place.at,
    end: place.end,
    why: { code: "operator-unfit", field: printField(field), operators },
  });
}

/** A column's name alone is mostly a misspelt condition. */
function bareWord(reader: TokenReader, field: FilterField): null {
  const { kind } = reader.next;
  const isBare = field.kind === "column" && (kind === "end" || kind === "close" || kind === "keyword");
  if (!isBare) return reader.expected("operator");
  const [from, to] = reader.last;
  return reader.fail({ at: from, end: to, why: { code: "bare-word", found: field.name, alone: standAlone } });
}

function readComparison(reader: TokenReader, field: FilterField): FilterAtom | null {
  const operator = reader.take("operator");
  if (operator === null) return bareWord(reader, field);
  const { type } = ruleOf(field);
  if (!comparisonsOf[type].includes(operator.text)) return unfit(reader, field, operator);
  const { at, end } = reader.next;
  const value = readValue(reader, field);
  if (value === null) return null;
  if (operator.text === "~" && typeof value === "number")
    return reader.fail({ at, end, why: { code: "needs-text", field: printField(field) } });
  return { kind: "compare", field, operator: operator.text, value };
}

/** What stands behind a field. */
function readTest(reader: TokenReader, field: FilterField): FilterAtom | null {
  const place = reader.next;
  const { type } = ruleOf(field);
  const isBare =
    place.kind !== "operator" && !(place.kind === "keyword" && ["in", "between", "not"].includes(place.text));
  if (isBare && type === "flag") return { kind: "flag", field };
  if (isBare && type === "count") return { kind: "compare", field, operator: ">", value: 0 };
  if (reader.takeKeyword("in")) return type === "flag" ? unfit(reader, field, place) : readList(reader, field);
  if (reader.takeKeyword("between"))
    return isNumeric(type) || type === "any" ? readRange(reader, field) : unfit(reader, field, place);
  return readComparison(reader, field);
}

function readHas(reader: TokenReader): FilterAtom | null {
  if (reader.take("open") === null) return reader.expected("opening");
  const field = readField(reader);
  if (field === null) return null;
  return reader.take("close") === null ? reader.expected("closing") : { kind: "has", field };
}

/** One condition. Null with the reader's problem set. */
export function readAtom(reader: TokenReader): FilterAtom | null {
  if (reader.takeKeyword("has")) return readHas(reader);
  const { next } = reader;
  if (next.kind !== "word" && next.kind !== "text") return reader.expected("condition");
  const field = readField(reader);
  if (field === null) return null;
  const isOutcome = next.kind === "word" && outcomes.includes(next.text.toLowerCase());
  if (!isOutcome) return readTest(reader, field);
  // A dump may have a column of such a name, whose values are asked for by a comparison with a text.
  const { at, end, kind } = reader.next;
  const value = next.text.toLowerCase();
  if (kind !== "operator") return { kind: "compare", field: outcome, operator: "=", value };
  const test = readTest(reader, field);
  const isNumber = test?.kind === "compare" && (test.value === 0 || test.value === 1);
  return isNumber ? reader.fail({ at, end, why: { code: "operator-unfit", field: value, operators: [] } }) : test;
}
