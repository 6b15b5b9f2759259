import * as z from "zod";

/** x1, y1, x2, y2 in whole pixels of the stored page, x1 < x2 and y1 < y2 (facts: evaluation 7). */
export const wholeBoxSchema = z
  .tuple([z.int(), z.int(), z.int(), z.int()])
  .refine(([x1, y1, x2, y2]) => x1 < x2 && y1 < y2, "a box has a width and a height")
  .readonly();
export type WholeBox = z.infer<typeof wholeBoxSchema>;
