import * as z from "zod";
import { exportOptionsSchema } from "./exportOptions.js";
import { leftOutCodes } from "./leftOut.js";

const sizeSchema = z.strictObject({ width: z.int(), height: z.int() });

/** `manifest.json` of an export: what it holds and how it was made. Says no time: the same input makes the same bytes. */
export const exportManifestSchema = z.looseObject({
  v: z.literal(1),
  kind: z.literal("export"),
  tool: z.strictObject({ name: z.literal("rollout-loupe"), version: z.string() }),
  /** What was exported; null where the folder has no benchmark.json. */
  from: z.strictObject({
    id: z.string().nullable(),
    name: z.string().nullable(),
    version: z.string().nullable(),
    questions_sha256: z.string(),
    reviews_sha256: z.string().nullable(),
  }),
  licence_note: z.string(),
  options: exportOptionsSchema,
  /** Questions by task kind and split. */
  counts: z.record(z.string(), z.record(z.string(), z.int())),
  /** Questions by task kind that show their whole page although panels were asked for: they cannot be put without it. */
  as_page: z.record(z.string(), z.int()),
  /** Questions by task kind that have marks which were not drawn. */
  undrawn: z.record(z.string(), z.int()),
  left_out: z.array(
    z.strictObject({ id: z.string(), task: z.string(), code: z.enum(leftOutCodes), detail: z.string().nullable() }),
  ),
  images: z.strictObject({
    count: z.int(),
    /** Smallest and largest side by side, as made: nothing was made larger or smaller. */
    smallest: sizeSchema.nullable(),
    largest: sizeSchema.nullable(),
    /** What a model with these limits makes of them before it sees them (smart_resize of Qwen2.5-VL); nothing was applied. */
    smart_resize: z.strictObject({
      factor: z.int(),
      min_pixels: z.int(),
      max_pixels: z.int(),
      made_smaller: z.int(),
      made_larger: z.int(),
      refused: z.int(),
    }),
  }),
  prompts: z.array(
    z.strictObject({ id: z.string(), version: z.int(), sha256: z.string(), origin: z.string(), questions: z.int() }),
  ),
  /** Every other file of the folder, by its path in it. */
  files: z.array(z.strictObject({ path: z.string(), sha256: z.string(), bytes: z.int(), rows: z.int().nullable() })),
});
export type ExportManifest = z.infer<typeof exportManifestSchema>;
