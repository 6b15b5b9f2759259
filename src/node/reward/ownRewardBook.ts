import { readFileSync, statSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { homedir } from "node:os";
import { readLoupeConfig } from "../../core/dataset/loupeConfig.js";
import { readOwnRewards, type OwnReward, type OwnRewardsRead } from "../../core/reward/ownReward.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import type { ListedOwnReward } from "../../protocol/reward/ownRewardApi.js";
import { strategyProblem } from "./strategyProblem.js";

/** A larger loupe.json is not one. */
const maxBytes = 4 * 1024 * 1024;

const fromHome = (path: string) => (path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : path);

/** A name that is looked up in PATH stays one; a path is one from the run's folder. */
const interpreterIn = (run: string, written: string) => {
  const path = fromHome(written);
  return isAbsolute(path) || !/[/\\]/.test(path) ? path : resolve(run, path);
};

const placed = (run: string, reward: OwnReward): OwnReward => ({
  ...reward,
  file: resolve(run, fromHome(reward.file)),
  interpreter: interpreterIn(run, reward.interpreter),
});

/** What the run's loupe.json names, as the file is now. What is wrong in it is told with the rest of that file. */
function ofRun(run: string): OwnRewardsRead["rewards"] {
  const path = join(run, "loupe.json");
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isFile() !== true || found.size > maxBytes) return [];
    return readLoupeConfig(readFileSync(path, "utf8")).config.ownRewards ?? [];
  } catch {
    // Who may not read it is told where the run's configuration is read.
    return [];
  }
}

/**
 * The own rewards that can be run for a run: those of its loupe.json and those of the settings, which hold where both
 * use an id. Paths are absolute. Reading runs nothing.
 */
export function ownRewardBook(
  run: string,
  settings: readonly unknown[],
): { readonly rewards: readonly ListedOwnReward[]; readonly problems: readonly FileProblem[] } {
  const read = readOwnRewards(settings, "loupe.ownRewards");
  const listed = (rewards: readonly OwnReward[], from: ListedOwnReward["from"]) =>
    rewards.map(reward => [reward.id, { reward: placed(run, reward), from }] as const);
  const byId = new Map([...listed(ofRun(run), "loupe.json"), ...listed(read.rewards, "settings")]);
  return { rewards: [...byId.values()], problems: read.problems.map(strategyProblem) };
}
