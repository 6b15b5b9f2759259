import * as z from "zod";

/** Names one row of one file. Stable while the file is not rewritten. */
export const rolloutRefSchema = z.object({ file: z.string(), row: z.number().int().nonnegative() });

export type RolloutRef = z.infer<typeof rolloutRefSchema>;
