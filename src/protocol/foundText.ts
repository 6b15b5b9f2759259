import * as z from "zod";

/** A match that the view is to mark: the text itself, looked for in what the view shows of a turn. */
export const foundTextSchema = z.object({
  /** Null: not in the response; the whole view is looked through. */
  turn: z.number().int().nonnegative().nullable(),
  text: z.string(),
  /** How many matches of the same text stand before it in the turn. */
  nth: z.number().int().nonnegative(),
});
export type FoundText = z.infer<typeof foundTextSchema>;
