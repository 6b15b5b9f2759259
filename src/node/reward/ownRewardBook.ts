import { dirname, isAbsolute, join, resolve } from "node:path";
import { homedir } from "node:os";
import { readOwnRewards, type OwnReward, type OwnRewardsRead } from "../../core/reward/ownReward.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import type { ListedOwnReward } from "../../protocol/reward/ownRewardApi.js";
import { readLoupeFile } from "../dataset/readLoupeFile.js";
import { strategyProblem } from "./strategyProblem.js";

const fromHome = (path: string) => (path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : path);

/** A name that is looked up in PATH stays one; a path counts from `home`. */
const interpreterIn = (home: string, written: string) => {
  const path = fromHome(written);
  return isAbsolute(path) || !/[/\\]/.test(path) ? path : resolve(home, path);
};

const placed = (home: string, reward: OwnReward): OwnReward => ({
  ...reward,
  file: resolve(home, fromHome(reward.file)),
  interpreter: interpreterIn(home, reward.interpreter),
});

/** The folder that paths of settings count from, and the loupe.json that speaks for the run; null without one. */
interface RunPlace {
  readonly run: string;
  readonly loupe: string | null;
}

/** What a run's loupe.json names, as the file is now. What is wrong in it is told with the rest of that file. */
function ofLoupe(loupe: string | null): OwnRewardsRead["rewards"] {
  const read = readLoupeFile(loupe);
  return read.kind === "read" ? (read.config.ownRewards ?? []) : [];
}

/**
 * The own rewards that can be run for a run: those of its loupe.json and those of the settings, which hold where both
 * use an id. Paths are made absolute: those of a loupe.json count from its folder. Reading runs nothing.
 */
export function ownRewardBook(
  { run, loupe }: RunPlace,
  settings: readonly unknown[],
): { readonly rewards: readonly ListedOwnReward[]; readonly problems: readonly FileProblem[] } {
  const read = readOwnRewards(settings, "loupe.ownRewards");
  const listed = (rewards: readonly OwnReward[], from: ListedOwnReward["from"], home: string) =>
    rewards.map(reward => [reward.id, { reward: placed(home, reward), from }] as const);
  const byId = new Map([
    ...listed(ofLoupe(loupe), "loupe.json", loupe === null ? run : dirname(loupe)),
    ...listed(read.rewards, "settings", run),
  ]);
  return { rewards: [...byId.values()], problems: read.problems.map(strategyProblem) };
}
