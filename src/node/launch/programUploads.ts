import { stat } from "node:fs/promises";
import { join, posix } from "node:path";
import { programFolder } from "../../core/launch/miniatureCommand.js";
import type { Upload } from "../jobs/launchDraft.js";

/** All that our program needs to simulate, as it lies below the package: no package of others, and nothing native. */
const files = ["dist/cli.js", "dist/glyphs.json", "package.json"] as const;

export interface ProgramUploads {
  readonly uploads: readonly Upload[];
  /** Of all of them together. */
  readonly bytes: number;
  /** The first file that is not there, absolute; null: all are. */
  readonly missing: string | null;
}

/** Our own program as what travels to a host. `trainerFolder`: absolute, here, `dist/trainer` of the package. */
export async function programUploads(trainerFolder: string): Promise<ProgramUploads> {
  const home = join(trainerFolder, "..", "..");
  let bytes = 0;
  const uploads: Upload[] = [];
  for (const file of files) {
    const from = join(home, file);
    const size = await sizeOf(from);
    if (size === null) return { uploads: [], bytes: 0, missing: from };
    bytes += size;
    uploads.push({ from, to: posix.join(programFolder, file) });
  }
  return { uploads, bytes, missing: null };
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch {
    // A checkout that was never built has none; launching is then refused by name.
    return null;
  }
}
