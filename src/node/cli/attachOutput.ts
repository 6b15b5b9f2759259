import * as z from "zod";
import { jobOutput } from "./jobsOutput.js";

/** One line of `loupe attach --json`: a piece of the log, and at last the job as it ended. */
export const attachLineSchema = z.union([
  z.strictObject({
    offset: z.number().describe("Of the first byte of the piece, in the log."),
    text: z.string().describe("Decoded as UTF-8; a character that the piece cuts comes with the next one."),
  }),
  z.strictObject({ job: jobOutput }),
]);
