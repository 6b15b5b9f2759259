import * as z from "zod";
import { splitNames } from "../../core/benchmark/pageRecord.js";
import { taskKinds } from "../../core/benchmark/taskKinds.js";
import { figureGroups } from "../../core/evaluation/tables/figureTwo.js";
import { tableKinds } from "../../core/evaluation/tables/tableKind.js";
import { tableNumbers } from "../../core/evaluation/tables/tableNumber.js";
import { madeTablesSchema } from "../evaluation/madeTables.js";

const number = z.number().nullable();
const text = z.string().nullable();

const paperCell = z.strictObject({
  printed: z.string(),
  text: z.string().describe("As it is drawn again: from the count, or from the number of choices."),
  value: number,
  count: z.strictObject({ k: z.number(), n: z.number() }).nullable(),
  delta: z.strictObject({ printed: text, text, agrees: z.boolean() }),
  agrees: z.boolean(),
  place: z.union([z.literal(1), z.literal(2)]).nullable(),
  parts: z.array(z.string()),
  footnote: number,
});

const paperTable = z.strictObject({
  id: z.enum(tableNumbers),
  kind: z.enum(tableKinds),
  source: z.string(),
  columns: z.array(
    z.looseObject({ id: z.string(), label: z.string(), n: number.describe("Questions, given or inferred.") }),
  ),
  rows: z.array(
    z.looseObject({ id: z.string(), label: z.string(), base: text, cells: z.record(z.string(), paperCell) }),
  ),
});

const finding = z.looseObject({ code: z.string(), note: number.describe("Of benchmark notes on the paper.") });

const deficit = z.array(z.strictObject({ task: z.enum(taskKinds), open: z.number(), proprietary: z.number() }));

const figure = z.strictObject({
  series: z.array(
    z.strictObject({
      id: z.string(),
      label: z.string(),
      origin: z.enum(["own", "paper"]),
      group: z.enum(figureGroups),
      points: z.array(z.strictObject({ task: z.enum(taskKinds), value: z.number(), lo: number, hi: number })),
    }),
  ),
  deficits: z.strictObject({ own: deficit, paper: deficit }),
});

/** What `loupe eval table --json` prints. */
export const evalTableOutput = z.strictObject({
  ...madeTablesSchema.unwrap().shape,
  split: z.enum(splitNames).nullable(),
  by: z.enum(["issue", "page"]),
  paper: z
    .strictObject({ tables: z.array(paperTable), findings: z.array(finding) })
    .nullable()
    .describe("With --paper: the paper's tables, drawn again from their single measurements."),
  figure: figure.nullable().describe("Figure 2, where Table 3 is asked for."),
});
export type EvalTableOutput = z.infer<typeof evalTableOutput>;
