import * as z from "zod";
import { runJsonSchema } from "../../core/launch/runJson.js";

/** What this machine remembers of a job: one file, written once. What changes is in its status (`jobStatus.ts`). */
export const jobRecordSchema = z.object({
  version: z.literal(1),
  host: z.string().min(1).max(400),
  /** The `*.loupe-run.json` that it was launched from, here. */
  configFile: z.string().max(4096).nullable(),
  /** Absolute, on the host. */
  runFolder: z.string().min(1).max(4096),
  /** Found on the host, not launched from here: its end is not told if it was over by then. */
  isAdopted: z.boolean(),
  /** Of `run.json`, without what is large. */
  run: runJsonSchema.omit({ config: true, code: true, data: true }),
});

export type JobRecord = z.infer<typeof jobRecordSchema>;
