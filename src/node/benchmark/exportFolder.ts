import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import * as z from "zod";

/** The name of the file that says what an export holds. */
export const exportManifestName = "manifest.json";

/** What every manifest of ours lists: of a benchmark's questions, and of distilled traces. */
const manifestSchema = z.looseObject({
  v: z.literal(1),
  kind: z.enum(["export", "distil"]),
  files: z.array(z.looseObject({ path: z.string() })),
});

/** What stands where an export is to be written. */
export type ExportPlace =
  | { readonly kind: "free" }
  | { readonly kind: "earlier" }
  /** Files that no export of ours put there; `example` is one of them. */
  | { readonly kind: "taken"; readonly example: string };

/** What an interpreter leaves beside Python that it ran. */
const isCache = (path: string): boolean => path.split("/").includes("__pycache__");

async function filesBelow(folder: string): Promise<readonly string[] | null> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    const files = entries.filter(entry => !entry.isDirectory()).map(entry => join(entry.parentPath, entry.name));
    return files.map(file => relative(folder, file).split(sep).join("/")).filter(file => !isCache(file));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

async function listedFiles(folder: string): Promise<ReadonlySet<string>> {
  try {
    const manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, exportManifestName), "utf8")));
    return new Set([exportManifestName, ...manifest.files.map(({ path }) => path)]);
  } catch {
    return new Set(); // no manifest of ours: nothing in the folder is known to be ours
  }
}

/** Looks whether a folder may be written: it is new, empty, or holds an earlier export and nothing else. */
export async function exportPlace(folder: string): Promise<ExportPlace> {
  const files = await filesBelow(folder);
  if (files === null || files.length === 0) return { kind: "free" };
  const listed = await listedFiles(folder);
  const example = files.find(file => !listed.has(file));
  return example === undefined ? { kind: "earlier" } : { kind: "taken", example };
}

/** A folder beside the one that is wanted, in which an export is written before it takes its name. */
export interface BegunFolder {
  readonly making: string;
  /** The outermost folder above it that had to be made; null where all were there. */
  readonly made: string | null;
}

export async function beginFolder(folder: string): Promise<BegunFolder> {
  const making = `${folder}.${randomUUID().slice(0, 8)}.part`;
  const made = await mkdir(dirname(folder), { recursive: true });
  await mkdir(making);
  return { making, made: made ?? null };
}

/** Takes away what is left of a folder that was begun, and the folders made for it as far as they are empty. */
export async function endFolder({ making, made }: BegunFolder): Promise<void> {
  await rm(making, { recursive: true, force: true });
  if (made === null) return;
  for (let at = dirname(making); ; at = dirname(at)) {
    const isGone = await rmdir(at).then(
      () => true,
      () => false, // the export stands in it
    );
    if (!isGone || at.length <= made.length) return;
  }
}

/** Gives a whole export its name. An earlier one is there until this one takes its place. */
export async function takePlace(making: string, folder: string): Promise<void> {
  const place = await exportPlace(folder);
  if (place.kind === "taken") throw new Error(`${place.example} has come into ${folder} meanwhile`);
  const old = `${making}.old`;
  if (place.kind === "earlier") await rename(folder, old);
  else await rmdir(folder).catch(() => undefined); // not there: nothing is in the way
  await rename(making, folder);
  if (place.kind === "earlier") await rm(old, { recursive: true });
}
