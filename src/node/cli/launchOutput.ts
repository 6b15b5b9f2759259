import * as z from "zod";
import { findingOutput } from "./findingOutput.js";

/** What `loupe launch --json` prints. */
export const launchOutput = z.strictObject({
  host: z.string(),
  run: z.string().describe("The id of the run."),
  state: z
    .enum(["launched", "known", "refused", "dry-run"])
    .describe("known: it had been launched before, and nothing was started; refused: a finding forbids it."),
  folder: z.string().nullable().describe("Where a dry run wrote everything that would go to the host."),
  files: z.array(z.string()).describe("What goes to the host, relative to the run folder."),
  findings: z.array(findingOutput),
});

export type LaunchOutput = z.infer<typeof launchOutput>;
