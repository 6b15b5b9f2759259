import * as z from "zod";
import { taskKinds } from "../../benchmark/taskKinds.js";
import { evaluationInputs } from "../evaluationRun.js";
import { tableKinds } from "../tables/tableKind.js";

const cellSchema = z.object({
  /** As printed, without the delta: "57.28", "0.565", "/". */
  text: z.string(),
  /** As printed in front of it: "+7.28"; null: none is printed. */
  delta: z.string().nullable(),
  /** A mean that is printed with the figures it is the mean of: "0.842", "0.829". */
  parts: z.array(z.string()).readonly(),
  /** Number of a note of the table, or null. */
  footnote: z.int().nullable(),
});

/**
 * A table of accuracies as it was printed; nothing in it is computed. Rows with the same `model` and `input` are the
 * same measurement, wherever they stand.
 */
export const printedTableSchema = z.object({
  id: z.string(),
  /** Where it is printed. */
  source: z.string(),
  kind: z.enum(tableKinds),
  columns: z
    .array(
      z.object({
        id: z.string(),
        label: z.string(),
        task: z.enum(taskKinds).nullable(),
        /** Percent of right answers; calls per answer; IoU from 0 to 1; a figure whose meaning is not told. */
        unit: z.enum(["percent", "calls", "iou", "unstated"]),
        /** Options of a question as printed; null: none. */
        choices: z.int().nullable(),
        /** Questions of the test set where that is known from elsewhere; null: to be inferred. */
        items: z.int().nullable(),
      }),
    )
    .readonly(),
  rows: z
    .array(
      z.object({
        id: z.string(),
        label: z.string(),
        role: z.enum(["random", "measured"]),
        model: z.string(),
        input: z.enum(evaluationInputs),
        /** Row of this table that its deltas are taken from; null: none. */
        base: z.string().nullable(),
        /** Column ids that the model was trained on, where that sets cells apart; there no delta is printed. */
        trained: z.array(z.string()).readonly(),
        /** By column id. */
        cells: z.record(z.string(), cellSchema),
      }),
    )
    .readonly(),
});
export type PrintedTable = z.infer<typeof printedTableSchema>;
export type PrintedRow = PrintedTable["rows"][number];
export type PrintedColumn = PrintedTable["columns"][number];
export type PrintedCell = z.infer<typeof cellSchema>;

/** Which cell of which table. */
export interface CellPlace {
  readonly table: string;
  readonly row: string;
  readonly column: string;
}
