import { resolve } from "node:path";
import type { Runs } from "../runs/runs.js";
import { unreadProblem } from "../runs/unreadProblem.js";
import { ExpectedError } from "./expectedError.js";
import { reasonText } from "./reasonText.js";

/** A file that was named by itself and cannot be read has nothing to tell: throws an ExpectedError with the reason. */
export function refuseUnread(runs: Runs, path: string): void {
  const file = runs.files().find(one => one.path === resolve(path));
  if (file?.format === null && file.unread !== null)
    throw new ExpectedError(`${path}: ${reasonText(unreadProblem(file.unread))}`);
}
