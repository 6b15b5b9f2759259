import * as z from "zod";

const count = z.int().nonnegative();

/** What `loupe bench sample --json` prints. */
export const benchSampleOutput = z.strictObject({
  kind: z.literal("written"),
  folder: z.string(),
  pages: count,
  issues: count,
  annotations: count,
  mapping: z.string().describe("What the set's names mean, for `loupe bench import --mapping`."),
  truth: z.string().describe("What is true of each page."),
});
export type BenchSampleOutput = z.infer<typeof benchSampleOutput>;
