import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { PlannedFile } from "../../core/launch/runPlan.js";
import { replaceFile } from "../jobs/replaceFile.js";

const keptSchema = z.object({
  version: z.literal(1),
  files: z.array(z.object({ path: z.string().min(1).max(400), text: z.string(), isExecutable: z.boolean() })).max(400),
});

/** What the last launch of each configuration sent to its host, one file a configuration in a folder of ours. */
export class LaunchedFiles {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** null: it was never launched from here, or what was kept cannot be read any more. */
  of(configFile: string): readonly PlannedFile[] | null {
    try {
      const parsed = keptSchema.safeParse(JSON.parse(readFileSync(this.place(configFile), "utf8")));
      return parsed.success ? parsed.data.files : null;
    } catch {
      // Missing or damaged: then there is nothing to compare with, and the next launch writes it anew.
      return null;
    }
  }

  /** Throws where the folder cannot be written. */
  keep(configFile: string, files: readonly PlannedFile[]): void {
    mkdirSync(this.folder, { recursive: true });
    replaceFile(this.place(configFile), JSON.stringify({ version: 1, files }));
  }

  private place(configFile: string): string {
    return join(this.folder, `${createHash("sha256").update(configFile).digest("hex").slice(0, 32)}.json`);
  }
}
