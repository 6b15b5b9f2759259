import * as z from "zod";
import { taskKinds } from "../../benchmark/taskKinds.js";
import { evaluationInputs } from "../evaluationRun.js";
import { tableKinds } from "../tables/tableKind.js";

const columnSchema = z.object({
  id: z.string(),
  label: z.string(),
  task: z.enum(taskKinds).nullable(),
  /** Percent of right answers; calls per answer; IoU from 0 to 1; a figure whose meaning is not told. */
  unit: z.enum(["percent", "calls", "iou", "unstated"]),
  /** Options of a question as printed; null: none. */
  choices: z.int().nullable(),
  /** As how many options it is taken where what is printed cannot be (facts: benchmark 2.4-1). */
  treatedAs: z.int().optional(),
  /** Questions of the test set where that is known from elsewhere; null: to be inferred. */
  items: z.int().nullable(),
});
export type PrintedColumn = Readonly<z.infer<typeof columnSchema>>;

/** A number with its delta in front and, behind it, the parts that it is the mean of, and a footnote; "/": none. */
const written = /^(?:([+-]\d+(?:\.\d+)?) )?(\/|\d+(?:\.\d+)?)(?: \(([\d.; ]+)\))?(?: \[(\d+)\])?$/;

const rowSchema = z.object({
  id: z.string(),
  label: z.string(),
  role: z.enum(["random", "measured"]),
  model: z.string(),
  input: z.enum(evaluationInputs),
  /** Row of this table that its deltas are taken from; null: none. */
  base: z.string().nullable(),
  /** Columns that the model was trained on, where that sets cells apart: no delta is printed there. */
  trained: z.array(z.string()).readonly(),
  /** In the order of the columns; "57.28", "+7.28 57.28", "0.835 (0.842; 0.829)", "64.00 [1]", "/"; null: no cell. */
  cells: z.array(z.string().regex(written).nullable()).readonly(),
});

const tableSchema = z.object({
  id: z.string(),
  /** Where it is printed. */
  source: z.string(),
  kind: z.enum(tableKinds),
  columns: z.array(columnSchema).readonly(),
  rows: z.array(rowSchema).readonly(),
});

export interface PrintedCell {
  /** The number as printed, or "/". */
  readonly text: string;
  /** Null for "/". */
  readonly value: number | null;
  /** Digits behind the point. */
  readonly decimals: number;
  /** The difference that is printed with it, with its sign; null: none. */
  readonly delta: string | null;
  /** What it is printed as the mean of. */
  readonly parts: readonly string[];
  readonly footnote: number | null;
}

/** Rows with the same `model` and `input` are the same measurement, wherever they stand. */
export interface PrintedRow extends Readonly<Omit<z.infer<typeof rowSchema>, "cells">> {
  /** By column id. */
  readonly cells: Readonly<Record<string, PrintedCell>>;
}

/** A table of accuracies as it was printed; nothing in it is computed. */
export interface PrintedTable extends Readonly<Omit<z.infer<typeof tableSchema>, "rows">> {
  readonly rows: readonly PrintedRow[];
}

/** Which cell of which table. */
export interface CellPlace {
  readonly table: string;
  readonly row: string;
  readonly column: string;
}

/** Throws where the text has another form. */
export function readPrintedTables(json: unknown): readonly PrintedTable[] {
  return z
    .array(tableSchema)
    .parse(json)
    .map(table => ({ ...table, rows: table.rows.map(row => readRow(row, table.columns)) }));
}

function readRow(row: z.infer<typeof rowSchema>, columns: readonly PrintedColumn[]): PrintedRow {
  const cells = columns.flatMap(({ id }, at) => {
    const text = row.cells[at];
    return typeof text === "string" ? [[id, readCell(text)] as const] : [];
  });
  return { ...row, cells: Object.fromEntries(cells) };
}

function readCell(text: string): PrintedCell {
  const [, delta, number = "/", parts, footnote] = written.exec(text) ?? [];
  return {
    text: number,
    value: number === "/" ? null : Number(number),
    decimals: number.split(".")[1]?.length ?? 0,
    delta: delta ?? null,
    parts: parts?.split("; ") ?? [],
    footnote: footnote === undefined ? null : Number(footnote),
  };
}
