import type { IndexedFile } from "../index/indexedFile.js";
import type { Run } from "./run.js";

/** The files that a run's rollouts stand in, those that cannot be read too. A file of many steps comes once for each. */
export function filesOfRun({ folders, stepless, unread }: Run): readonly IndexedFile[] {
  const dumps = folders.flatMap(({ steps }) => steps.flatMap(({ parts }) => parts.map(({ file }) => file)));
  return [...dumps, ...stepless, ...unread];
}
