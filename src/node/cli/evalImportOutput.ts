import * as z from "zod";
import { evaluationRunSchema } from "../../core/evaluation/evaluationRun.js";
import { foreignFormats } from "../../core/evaluation/import/foreignRow.js";

const count = z.int().nonnegative();

/** What `loupe eval import --json` prints. */
export const evalImportOutput = z.strictObject({
  kind: z.literal("imported"),
  folder: z.string(),
  run: evaluationRunSchema.describe("As it stands in evaluation.json."),
  formats: z.array(z.enum(foreignFormats)),
  counts: z.strictObject({
    rows: count,
    joined: count,
    unmatched: count.describe("Rows that are about no question of the dataset; at most 5 %."),
    rotations: count.describe("Rows that repeat a question with its options in another order."),
    incomplete: count.describe("Questions of which rotations are missing: they have no grade."),
    damaged: count.describe("Lines and entries that are no answers."),
    duplicates: count.describe("Answers that lie over an earlier one to the same question."),
    compared: count.describe("Answers on which our rules and the other program both say right or wrong."),
    disagreements: count,
    openVerdicts: count.describe("Open answers on which the other program's judge said something: see --verdicts."),
    zooms: count.describe("Zoom calls in all talks that were kept."),
    carriedOut: count.describe("Of these, the ones that showed a part of the page."),
    flags: z.record(z.string(), count),
    models: z.array(z.strictObject({ name: z.string(), rows: count })).describe("As the files name who answered."),
  }),
});
export type EvalImportOutput = z.infer<typeof evalImportOutput>;
