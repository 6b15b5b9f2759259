import { readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import type { OpenedSource, SourceFile } from "./openedSource.js";

/** Bounds for what is looked through below a source. */
const mostFilesOfFolder = 200_000;
const mostLevels = 12;
/** Folders that hold no annotations but very many files. */
const passedOver = new Set([".git", "node_modules", "__pycache__", ".ipynb_checkpoints", "__MACOSX"]);

export type SourceOpened =
  | { readonly kind: "opened"; readonly source: OpenedSource; readonly isFile: boolean }
  | { readonly kind: "failed"; readonly reason: "missing" | "denied" | "no-file"; readonly path: string };

interface Folder {
  /** Relative, with a slash at its end; empty for the root. */
  readonly path: string;
  readonly level: number;
}

interface Listing {
  readonly files: SourceFile[];
  readonly problems: ImportProblem[];
  readonly queue: Folder[];
}

const left = (file: string, detail: string): ImportProblem => ({
  file,
  annotation_id: null,
  code: "unreadable-file",
  effect: "left-out",
  detail,
});

async function fileAt(root: string, path: string): Promise<SourceFile | null> {
  const found = await stat(join(root, path)).catch(() => null);
  return found === null ? null : { path, bytes: found.size };
}

async function listFolder(root: string, folder: Folder, listing: Listing): Promise<void> {
  const { files, problems, queue } = listing;
  const entries = await readdir(join(root, folder.path), { withFileTypes: true }).catch(() => null);
  if (entries === null) {
    problems.push(left(folder.path, "the folder cannot be read"));
    return;
  }
  const plain: string[] = [];
  for (const entry of entries) {
    const path = `${folder.path}${entry.name}`;
    if (entry.isSymbolicLink()) problems.push(left(path, "a symbolic link"));
    else if (entry.isFile()) plain.push(path);
    else if (entry.isDirectory() && !passedOver.has(entry.name)) {
      if (folder.level < mostLevels) queue.push({ path: `${path}/`, level: folder.level + 1 });
      else problems.push(left(path, `deeper than ${mostLevels} folders`));
    }
  }
  const found = await Promise.all(plain.map(path => fileAt(root, path)));
  files.push(...found.filter(file => file !== null));
}

async function listAll(root: string, mostFiles: number, signal: AbortSignal | undefined): Promise<Listing> {
  const listing: Listing = { files: [], problems: [], queue: [{ path: "", level: 0 }] };
  for (let folder = listing.queue.shift(); folder !== undefined; folder = listing.queue.shift()) {
    signal?.throwIfAborted();
    await listFolder(root, folder, listing);
    if (listing.files.length < mostFiles) continue;
    listing.problems.push(left(folder.path, `more than ${mostFiles} files`));
    break;
  }
  listing.files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return listing;
}

function reasonOf(error: unknown): "missing" | "denied" {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === "EACCES" || code === "EPERM" ? "denied" : "missing";
}

/**
 * Looks through a file or folder that a person named; a link that they named is followed, one inside is not. Of a file its
 * folder is the root, and it is the only file. Rejects with the signal's reason only.
 */
export async function openSource(
  path: string,
  signal: AbortSignal | undefined,
  mostFiles: number = mostFilesOfFolder,
): Promise<SourceOpened> {
  try {
    const real = await realpath(path);
    const found = await stat(real);
    if (found.isFile()) {
      const file = { path: basename(real), bytes: found.size };
      const name = basename(real, extname(real));
      const source = { root: dirname(real), name, files: [file], problems: [] };
      return { kind: "opened", source, isFile: true };
    }
    if (!found.isDirectory()) return { kind: "failed", reason: "no-file", path };
    const { files, problems } = await listAll(real, mostFiles, signal);
    return { kind: "opened", source: { root: real, name: basename(real), files, problems }, isFile: false };
  } catch (error) {
    signal?.throwIfAborted();
    return { kind: "failed", reason: reasonOf(error), path };
  }
}
