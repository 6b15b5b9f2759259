import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { replaceFile } from "./replaceFile.js";

const entrySchema = z.object({
  /** Of the host, by which a replaced file is known. */
  inode: z.string(),
  /** As listed when the pulled bytes were last the whole file. */
  bytes: z.number(),
  time: z.string(),
});
export type PulledEntry = z.infer<typeof entrySchema>;

const manifestSchema = z.object({ version: z.literal(1), files: z.record(z.string(), entrySchema) });

/** By path: which state of a file on the host the pulled bytes come from. */
export type PullManifest = Map<string, PulledEntry>;

/** The folder inside a pulled run that belongs to the pull itself. */
export const pullFolderName = ".loupe-pull";

const manifestPath = (localFolder: string): string => join(localFolder, pullFolderName, "manifest.json");

/**
 * What was pulled so far. A manifest that is gone or damaged costs a comparison of every file with its host and no file:
 * the bytes that are here are the truth.
 */
export function readManifest(localFolder: string): PullManifest {
  const path = manifestPath(localFolder);
  if (!existsSync(path)) return new Map();
  try {
    const result = manifestSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
    return new Map(result.success ? Object.entries(result.data.files) : []);
  } catch {
    return new Map();
  }
}

export function writeManifest(localFolder: string, manifest: PullManifest): void {
  const path = manifestPath(localFolder);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  replaceFile(path, JSON.stringify({ version: 1, files: Object.fromEntries(manifest) }));
}
