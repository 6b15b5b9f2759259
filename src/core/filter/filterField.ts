/**
 * What a field holds. `any` is a column of the dump, whose values tell what they are; a `flag` is a condition by itself;
 * a `count` is a number that may stand as one, for "at least one".
 */
export type FilterFieldType = "number" | "count" | "text" | "choice" | "flag" | "any";

/**
 * What has to be known of a row to tell a field: the `scan`'s columns, the `details` that are kept of every row once it was
 * opened, its `text`, or what changes by itself and is asked for each time (`live`: audits, notes).
 */
export type FilterFieldNeed = "scan" | "details" | "text" | "live";

interface FieldRule {
  readonly type: FilterFieldType;
  readonly need: FilterFieldNeed;
  /** Kept in single precision: values are compared with seven digits. */
  readonly isSingle?: true;
  readonly choices?: readonly string[];
  /** Too long to sort by. */
  readonly isLong?: true;
}

/** Every field of the language but the columns of the dump. A new one is a line here, and its value in `src/node/runs/filter`. */
export const filterFields = {
  score: { type: "number", need: "scan" },
  step: { type: "number", need: "scan" },
  phase: { type: "choice", need: "scan", choices: ["training", "validation"] },
  run: { type: "text", need: "scan" },
  file: { type: "text", need: "scan" },
  row: { type: "number", need: "scan" },
  /** Bytes of the response as stored. */
  length: { type: "number", need: "scan" },
  /** Told by the scan, of some rows only by opening them. */
  malformed: { type: "flag", need: "live" },
  /** Sample σ of the group's logged scores. */
  spread: { type: "number", need: "scan" },
  flat: { type: "flag", need: "scan" },
  /** By GRPO, of the group's logged scores. */
  advantage: { type: "number", need: "scan" },
  outcome: { type: "choice", need: "details", choices: ["correct", "wrong", "unparsed", "unknown"] },
  zooms: { type: "count", need: "details" },
  executed: { type: "count", need: "details" },
  refused: { type: "count", need: "details" },
  problems: { type: "count", need: "details" },
  cut: { type: "flag", need: "details" },
  iou: { type: "number", need: "details", isSingle: true },
  "iou.first": { type: "number", need: "details", isSingle: true },
  "iou.best": { type: "number", need: "details", isSingle: true },
  task: { type: "text", need: "text" },
  id: { type: "text", need: "text" },
  question: { type: "text", need: "text", isLong: true },
  prompt: { type: "text", need: "text", isLong: true },
  response: { type: "text", need: "text", isLong: true },
  answer: { type: "text", need: "text" },
  expected: { type: "text", need: "text" },
  /** Of the response, in UTF-16 units. */
  characters: { type: "number", need: "text" },
  /** The logged reward differs from its rule, as an audit found; missing before one. */
  differs: { type: "flag", need: "live" },
  /** What people noted; missing where nobody did. */
  note: { type: "text", need: "live" },
  /** Each of its tags. */
  tag: { type: "text", need: "live" },
  /** On the golden list. */
  golden: { type: "flag", need: "live" },
} as const satisfies Readonly<Record<string, FieldRule>>;

export type FilterFieldName = keyof typeof filterFields;

/** Every name, in the order that lists of them have. */
export const filterFieldNames = Object.keys(filterFields) as readonly FilterFieldName[];

/** A field as an expression names it: one of the language's own, a part of the reward, or a column of the dump. */
export type FilterField =
  | { readonly kind: "known"; readonly name: FilterFieldName }
  | { readonly kind: "reward"; readonly name: string }
  | { readonly kind: "column"; readonly name: string };

const anyColumn: FieldRule = { type: "any", need: "text", isSingle: true };

/** What holds for a field. Columns are read with the text unless the scan happens to have them. */
export const ruleOf = (field: FilterField): FieldRule =>
  field.kind === "known" ? filterFields[field.name] : anyColumn;
