import { readFileSync, statSync, type Stats } from "node:fs";
import { join } from "node:path";
import { readLoupeConfig } from "../../core/dataset/loupeConfig.js";
import { readStrategies } from "../../core/reward/readStrategies.js";
import type { WrittenStrategies } from "./strategyBook.js";
import { strategyProblem } from "./strategyProblem.js";

const none: WrittenStrategies = { strategies: [], problems: [] };

/** A larger loupe.json is not one, and is said to be none where the run's configuration is read. */
const maxBytes = 4 * 1024 * 1024;

/** By the list as it was told: the same objects as long as the settings stay as they are. */
const ofSettings = new WeakMap<readonly unknown[], WrittenStrategies>();

/** The strategies of the settings, as somebody typed them there. */
export function settingsStrategies(written: readonly unknown[]): WrittenStrategies {
  const known = ofSettings.get(written);
  if (known !== undefined) return known;
  const { strategies, problems } = readStrategies(written, "loupe.strategies");
  const read = { strategies, problems: problems.map(strategyProblem) };
  ofSettings.set(written, read);
  return read;
}

interface Known {
  readonly identity: string;
  readonly strategies: WrittenStrategies;
}

/**
 * The strategies of runs' loupe.json, as the files are now: a rule that was just saved is the one that is asked for. A
 * file that did not change is not read again. They are data wherever they come from, and can run nothing.
 */
export class RunStrategies {
  private readonly known = new Map<string, Known>();

  of(run: string): WrittenStrategies {
    const path = join(run, "loupe.json");
    const found = statOf(path);
    if (found?.isFile() !== true || found.size > maxBytes) return none;
    const identity = `${found.ino} ${found.size} ${found.mtimeMs}`;
    const before = this.known.get(run);
    if (before?.identity === identity) return before.strategies;
    const strategies = read(path);
    this.known.set(run, { identity, strategies });
    return strategies;
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function read(path: string): WrittenStrategies {
  try {
    const { config, problems } = readLoupeConfig(readFileSync(path, "utf8"));
    const own = problems.flatMap(one => (one.code === "strategy" ? [strategyProblem(one.problem)] : []));
    return { strategies: config.strategies ?? [], problems: own };
  } catch {
    // Who may not read it is told where the run's configuration is read.
    return none;
  }
}
