import { realpathSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";

/**
 * Where the files are that the records of a benchmark name: absolute paths of them. Records count from the folder's real
 * place (`recordPath`), so that one which is reached by a link is looked up once, for the first path that leads out of it.
 */
export function recordFiles(folder: string): (path: string) => string {
  let real: string | null = null;
  return path => {
    if (isAbsolute(path)) return path;
    if (!path.startsWith("..")) return resolve(folder, path);
    real ??= realOf(resolve(folder));
    return resolve(real, path);
  };
}

function realOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder; // it is gone, and so is what it names
  }
}
