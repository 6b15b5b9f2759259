import { existsSync } from "node:fs";
import { join } from "node:path";

/** A path in a folder at which there is nothing yet: `name`, `name-2` and so on, each with the ending. */
export function freePath(folder: string, name: string, ending = ""): string {
  for (let number = 1; ; number++) {
    const path = join(folder, `${name}${number === 1 ? "" : `-${String(number)}`}${ending}`);
    if (!existsSync(path)) return path;
  }
}
