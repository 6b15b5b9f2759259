import { maxListed } from "./listScript.js";
import { pullPath } from "./pullPath.js";
import type { RemoteFile } from "./remoteFile.js";

export interface Listing {
  readonly files: readonly RemoteFile[];
  /** Lines that name nothing that may be pulled: strange names, or no listing at all. */
  readonly refused: number;
  /** There are more files than are listed. */
  readonly isCut: boolean;
}

const line = /^(\d{1,20}) (\d{1,15}) ([0-9A-Za-z.:-]{1,40}) (.+)$/;

/** Reads what `listScript` printed. Nothing of it is trusted; a path that comes twice counts once. */
export function readListing(text: string): Listing {
  const files = new Map<string, RemoteFile>();
  let refused = 0;
  const lines = text.split("\n").filter(each => each !== "");
  for (const each of lines.slice(0, maxListed)) {
    const [, inode = "", bytes = "", time = "", listed = ""] = line.exec(each) ?? [];
    const path = pullPath(listed);
    if (path === null) refused += 1;
    else if (!files.has(path)) files.set(path, { path, bytes: Number(bytes), inode, time });
  }
  return { files: [...files.values()], refused, isCut: lines.length > maxListed };
}
