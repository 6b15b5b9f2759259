import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { PageLimits } from "./pageLimits.js";

/** Image files below the folders where pages may be, by file name. */
export interface ImageIndex {
  readonly byName: ReadonlyMap<string, readonly string[]>;
  /** True when a bound was reached: a name that is unique here may not be unique there. */
  readonly isCut: boolean;
}

const imageName = /\.(?:png|jpe?g|webp|gif|avif|svg)$/i;
/** Folders that hold no pages but very many files. */
const passedOver = /^(?:\.git|node_modules|__pycache__|\.?venv|global_step_?\d+|checkpoint-\d+|\.ipynb_checkpoints)$/;

interface Folder {
  readonly path: string;
  readonly depth: number;
}

async function list(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    // Gone or denied: the page that may be in there is then reported as missing, with the folders that were searched.
    return [];
  }
}

/**
 * Lists the images below `roots`, breadth first, so that a bound cuts the deepest. Symbolic links are not followed, and a
 * folder that several roots share is listed once.
 */
export async function imageIndex(
  roots: readonly string[],
  { maxEntries, maxDepth }: Pick<PageLimits, "maxEntries" | "maxDepth">,
): Promise<ImageIndex> {
  const byName = new Map<string, string[]>();
  const queue: Folder[] = [...new Set(roots)].map(path => ({ path, depth: 0 }));
  const seen = new Set(roots);
  let entries = 0;
  let isCut = false;
  for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
    for (const entry of await list(folder.path)) {
      if (++entries > maxEntries) return { byName, isCut: true };
      const path = join(folder.path, entry.name);
      if (entry.isFile() && imageName.test(entry.name)) {
        const known = byName.get(entry.name);
        if (known === undefined) byName.set(entry.name, [path]);
        else known.push(path);
      } else if (entry.isDirectory() && !passedOver.test(entry.name) && !seen.has(path)) {
        seen.add(path);
        if (folder.depth < maxDepth) queue.push({ path, depth: folder.depth + 1 });
        else isCut = true;
      }
    }
  }
  return { byName, isCut };
}
