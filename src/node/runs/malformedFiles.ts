import type { MalformedFile } from "../../protocol/runsApi.js";
import type { IndexedFile } from "../index/indexedFile.js";
import { malformedProblem } from "./malformedProblem.js";

/** The malformed rows of every file that has some, the first `limit` of each. */
export function malformedFiles(files: readonly IndexedFile[], limit: number): readonly MalformedFile[] {
  return files
    .filter(file => file.malformed.length > 0)
    .map(file => ({
      path: file.path,
      total: file.malformed.length,
      rows: file.malformed
        .slice(0, limit)
        .map(({ row, byteOffset, reason }) => ({ row, byteOffset, reason: malformedProblem(reason) })),
    }));
}
