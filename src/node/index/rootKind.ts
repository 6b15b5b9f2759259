import { statSync } from "node:fs";
import { readFailure, type ReadFailure } from "./readFailure.js";

/** What stands at a path now: a folder, a file or the like, or why that cannot be told. */
export function rootKind(path: string): "folder" | "file" | ReadFailure["kind"] {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch (error) {
    return readFailure(error).kind;
  }
}
