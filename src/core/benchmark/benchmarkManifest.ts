import * as z from "zod";
import { buildOptionsSchema } from "./buildOptions.js";
import { unpartedCodes } from "./split/splitPages.js";

const counts = z.record(z.string(), z.record(z.string(), z.int().nonnegative()));

/** `benchmark.json`: what a benchmark was made of and how (facts: evaluation 7). Paths relative to it, forward slashes. */
export const benchmarkManifestSchema = z.looseObject({
  v: z.literal(1),
  kind: z.literal("benchmark"),
  id: z.string(),
  name: z.string(),
  version: z.string(),
  generator: z.looseObject({ name: z.string(), version: z.int(), seed: z.int(), config_sha: z.string() }),
  options: buildOptionsSchema,
  licence_note: z.string(),
  /** Ids of issues, or of pages where the split is by page. */
  splits: z.object({ train: z.array(z.string()), val: z.array(z.string()), test: z.array(z.string()) }),
  cluster: z.enum(["issue", "page"]),
  /** Why everything is for training although other splits were asked for; not there where that is not so. */
  unparted: z.looseObject({ code: z.enum(unpartedCodes), units: z.int().nonnegative() }).optional(),
  /** Questions by task kind and split. */
  counts,
  /** Refused candidates by task kind and reason. */
  refused: counts,
  files: z.array(z.looseObject({ path: z.string(), sha256: z.string(), rows: z.int().nonnegative() })),
});
export type BenchmarkManifest = z.infer<typeof benchmarkManifestSchema>;
