import * as z from "zod";

/** What `loupe formats propose --json` prints. */
export const formatsProposeOutput = z.strictObject({
  /** The format that the file is of already; null: none, so that a mapping is of use. */
  format: z.string().nullable(),
  /** Rows that were looked at. */
  rows: z.number().int(),
  proposed: z.array(
    z.strictObject({
      role: z.string(),
      column: z.string(),
      /** `name`: it is called so; `model-text`, `messages`: by what it holds; `other-text`: the text that is left. */
      reason: z.enum(["name", "model-text", "messages", "other-text"]),
      /** Rows of those that have a value that fits. */
      rows: z.number().int(),
    }),
  ),
  /** For the run's loupe.json; null where no column may be the response. */
  loupe: z.strictObject({ columns: z.record(z.string(), z.string()) }).nullable(),
});

export type FormatsProposeOutput = z.infer<typeof formatsProposeOutput>;
