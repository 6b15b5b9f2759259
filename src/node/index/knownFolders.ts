import { dirname, join } from "node:path";
import type { ListedFolder } from "./discovery.js";

/** The folders as they were last listed. */
export class KnownFolders {
  private readonly folders = new Map<string, ListedFolder>();

  has(path: string): boolean {
    return this.folders.has(path);
  }
  get(path: string): ListedFolder | undefined {
    return this.folders.get(path);
  }
  values(): Iterable<ListedFolder> {
    return this.folders.values();
  }

  /** Takes a new listing; the paths of files and the folders that were there before and are gone. */
  replace(listed: ListedFolder): { readonly files: readonly string[]; readonly folders: readonly string[] } {
    const before = this.folders.get(listed.path);
    this.folders.set(listed.path, listed);
    if (before === undefined || !listed.isComplete) return { files: [], folders: [] };
    const names = new Set([...listed.candidates, ...listed.folders]);
    const gone = (known: readonly string[]) =>
      known.filter(name => !names.has(name)).map(name => join(listed.path, name));
    return { files: gone(before.candidates), folders: gone(before.folders) };
  }

  /** Forgets a folder and all below it; gives them, as they were last listed. */
  remove(path: string): readonly ListedFolder[] {
    const below = [...this.folders.values()].filter(folder => isWithin(path, folder.path));
    for (const folder of below) this.folders.delete(folder.path);
    return below;
  }

  /** The folder whose saved index a file's rows go to: the nearest upwards that is marked as a run, else its own. */
  runOf(file: string): string {
    const own = dirname(file);
    const root = this.folders.get(own)?.root;
    for (let folder = own; root !== undefined && isWithin(root, folder); folder = dirname(folder)) {
      if (this.folders.get(folder)?.isMarked === true) return folder;
      if (folder === root) break;
    }
    return own;
  }
}

/** True when `path` is `folder` or lies below it. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") || folder.endsWith("\\") ? folder : join(folder, "/"));
}
