import * as z from "zod";
import { splitNames } from "./pageRecord.js";
import { writingSchema } from "./writing.js";

/**
 * A writing that an annotated set brings along: one line of a `writings.jsonl` in the set's folder. An import
 * finds the page by file name and split, since `page_id` holds for one name of the set only.
 */
export const setWritingSchema = writingSchema.and(
  z.looseObject({ file_name: z.string(), split: z.enum(splitNames).nullable() }),
);
export type SetWriting = z.infer<typeof setWritingSchema>;
