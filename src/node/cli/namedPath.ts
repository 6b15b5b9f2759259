import { accessSync, constants, statSync, type Stats } from "node:fs";
import { resolve } from "node:path";
import { readFailure } from "../index/readFailure.js";
import { ExpectedError } from "./expectedError.js";

/** A path from the command line that is there and may be read. */
export interface NamedPath {
  readonly path: string;
  readonly isFolder: boolean;
}

function statOf(path: string): Stats {
  const found = statSync(resolve(path), { throwIfNoEntry: false });
  // An empty argument would otherwise name the working folder: it is mostly a variable of a script that was not set.
  if (path === "" || found === undefined) throw new ExpectedError(`${path || "''"}: no such file or folder`);
  return found;
}

/** Throws an ExpectedError with the reason when the path is not there or may not be read. */
export function namedPath(path: string): NamedPath {
  try {
    const isFolder = statOf(path).isDirectory();
    accessSync(resolve(path), isFolder ? constants.R_OK | constants.X_OK : constants.R_OK);
    return { path: resolve(path), isFolder };
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    const failure = readFailure(error);
    if (failure.kind === "denied") throw new ExpectedError(`${path}: permission denied`);
    throw new ExpectedError(`${path}: ${failure.kind === "unreadable" ? failure.message : "no such file or folder"}`);
  }
}
