import { statSync, type Stats } from "node:fs";
import { readStrategies } from "../../core/reward/readStrategies.js";
import { readLoupeFile } from "../dataset/readLoupeFile.js";
import type { WrittenStrategies } from "./strategyBook.js";
import { strategyProblem } from "./strategyProblem.js";

const none: WrittenStrategies = { strategies: [], problems: [] };

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
 * The strategies of loupe.json files, as they are now: a rule that was just saved is the one that is asked for. A file
 * that did not change is not read again. They are data wherever they come from, and can run nothing.
 */
export class RunStrategies {
  private readonly known = new Map<string, Known>();

  /** `path`: of a loupe.json; null where a run has none. */
  of(path: string | null): WrittenStrategies {
    if (path === null) return none;
    const found = statOf(path);
    if (found === undefined) return none;
    const identity = `${found.ino} ${found.size} ${found.mtimeMs}`;
    const before = this.known.get(path);
    if (before?.identity === identity) return before.strategies;
    const strategies = read(path);
    this.known.set(path, { identity, strategies });
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
  const found = readLoupeFile(path);
  // Why it cannot be read is told where the run's configuration is read.
  if (found.kind !== "read") return none;
  const own = found.problems.flatMap(one => (one.code === "strategy" ? [strategyProblem(one.problem)] : []));
  return { strategies: found.config.strategies ?? [], problems: own };
}
