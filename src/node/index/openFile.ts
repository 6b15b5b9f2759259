import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { identityOf, type FileIdentity } from "./fileIdentity.js";
import { readFailure, type ReadFailure } from "./readFailure.js";

export interface OpenFile {
  readonly kind: "open";
  readonly fd: number;
  /** As of opening. On network mounts only opening makes it fresh. */
  readonly identity: FileIdentity;
  close(): void;
}

/** Opens a regular file for reading. A pipe or device is refused, and never waited for. */
export function openFile(path: string): OpenFile | ReadFailure {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return readFailure(error);
  }
  try {
    const stats = fstatSync(fd);
    if (stats.isFile()) return { kind: "open", fd, identity: identityOf(stats), close: () => closeSync(fd) };
    closeSync(fd);
    return { kind: "unreadable", message: "not a regular file" };
  } catch (error) {
    closeSync(fd);
    return readFailure(error);
  }
}
