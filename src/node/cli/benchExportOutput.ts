import * as z from "zod";
import { exportTargets } from "../../core/benchmark/export/exportOptions.js";
import { leftOutCodes } from "../../core/benchmark/export/leftOut.js";

const count = z.int().nonnegative();

/** What `loupe bench export --json` prints. */
export const benchExportOutput = z.strictObject({
  kind: z.literal("exported"),
  out: z.string(),
  to: z.enum(exportTargets),
  questions: count,
  images: count,
  counts: z.record(z.string(), z.record(z.string(), count)).describe("Questions by task kind and split."),
  left_out: z
    .partialRecord(z.enum(leftOutCodes), count)
    .describe("Questions that are not in it; each is in manifest.json."),
  as_page: z
    .record(z.string(), count)
    .describe("Questions by task kind that show their page although panels were asked for."),
  undrawn: z.record(z.string(), count).describe("Questions by task kind whose marks are not drawn."),
  files: z.array(z.string()).describe("Without images."),
  damaged: count.describe("Lines of the benchmark that are no records; the others were used."),
});
export type BenchExportOutput = z.infer<typeof benchExportOutput>;
