import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** As many folders below an opened one are looked into: more would take longer than a start may. */
const mostBelow = 32;

/** And of each of these as many again. */
const mostBelowThat = 8;

/** What trainers, loggers and the product itself call files: whole names, and how names begin that end in a known way. */
const wholeNames = [
  "loupe\\.json",
  "generations\\.log",
  "experiment_log\\.jsonl",
  "trainer_(?:log\\.jsonl|state\\.json)",
  "stats\\.json",
];
const beginnings =
  "rollout|validation|val|train|eval|generation|generated|completion|trajector|sample|dump|trace|result|aggregated|metric|logging|predict|episode";
/** Folders that they make for the steps. */
const folders = "episodes?|(?:global_)?step_\\d+|eval-rollout|train_step_\\w+|val_step_\\w+|dumped_evals";

/** A name decides nothing but whether it is worth looking. A test holds it to the fixtures of every format. */
const telling = new RegExp(
  `^(?:${wholeNames.join("|")}|.+\\.loupe-run\\.json|\\d+\\.jsonl|(?:${beginnings})[\\w.-]*\\.(?:jsonl|parquet)|` +
    `(?:rollout|validation|val|generation|completion|trajector|sample|dump)\\w*|${folders})$`,
  "i",
);

/**
 * Whether a folder looks as if runs were in it: by the names in it and two levels below, without opening a file. It may be
 * wrong either way; whoever opens the list of runs finds out.
 *
 * @param folder absolute
 */
export async function mayHoldRuns(folder: string): Promise<boolean> {
  const top = await look(folder, mostBelow);
  if (top.isTelling) return true;
  const middle = [];
  for (const path of top.folders) {
    const below = await look(path, mostBelowThat);
    if (below.isTelling) return true;
    middle.push(...below.folders);
  }
  for (const path of middle) if ((await look(path, 0)).isTelling) return true;
  return false;
}

async function look(folder: string, most: number): Promise<{ isTelling: boolean; folders: readonly string[] }> {
  const entries = await namesIn(folder);
  const folders = entries.filter(entry => entry.isDirectory() && !/^(?:\.|node_modules$)/.test(entry.name));
  return {
    isTelling: entries.some(({ name }) => telling.test(name)),
    folders: folders.slice(0, most).map(({ name }) => join(folder, name)),
  };
}

/** A folder that is gone or may not be read has no names. */
async function namesIn(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
