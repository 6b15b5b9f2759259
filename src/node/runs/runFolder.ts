import { basename, dirname } from "node:path";

/** What is known of the folders of a root, from listings and from the index. */
export interface FolderFacts {
  /** The folder itself holds loupe.json, a checkpoint tracker, `global_step_*` or a metrics file. */
  isMarked(folder: string): boolean;
  /** How many folders right below a folder hold dumps of rollouts with steps. */
  dumpsBelow(folder: string): number;
}

/** Folders of one checkpoint: what lies in them belongs to the run above. */
const checkpointFolder = /^(?:checkpoint-\d+|global_steps?_?\d+)$/;

function upwards(from: string, root: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = from; ; folder = dirname(folder)) {
    folders.push(folder);
    if (folder === root || dirname(folder) === folder) return folders;
  }
}

/**
 * The folder of the run that a file belongs to: the nearest folder upwards, inside the opened root, that is marked as a
 * run or holds more than one folder of dumps; else the file's own folder.
 */
export function runFolder(fileFolder: string, root: string, facts: FolderFacts): string {
  const candidates = upwards(fileFolder, root).filter(
    folder => folder === root || !checkpointFolder.test(basename(folder)),
  );
  const found = candidates.find(folder => facts.isMarked(folder) || facts.dumpsBelow(folder) > 1);
  return found ?? candidates[0] ?? fileFolder;
}
