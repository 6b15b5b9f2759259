import type { RolloutSource } from "../../protocol/reward/rolloutSet.js";
import type { FactSet } from "../reward/factSource.js";
import { Rewards } from "../reward/rewards.js";
import type { Runs } from "../runs/runs.js";
import { openRuns, type ReadOptions } from "./openRuns.js";
import { rowReaders } from "./rowReaders.js";
import { refuseUnread } from "./refuseUnread.js";
import { namedSide, sideOfPath, type NamedSide } from "./sideOfPath.js";

/** A side of a comparison with its facts. */
export interface OpenSide {
  readonly named: NamedSide;
  readonly facts: FactSet;
}

export interface OpenSides {
  readonly sides: readonly OpenSide[];
  readonly sources: readonly RolloutSource[];
  /** What was opened, each path once. */
  readonly runs: readonly Runs[];
}

interface Opened {
  readonly runs: Runs;
  readonly rewards: Rewards;
}

/**
 * Opens what the sides name, each path for itself: two files of one folder are two sides, and not two parts of a run.
 * All is closed when `use` has ended.
 */
export async function withSides(
  paths: readonly string[],
  options: ReadOptions,
  use: (open: OpenSides) => Promise<void>,
): Promise<void> {
  const named = paths.map(namedSide);
  const opened = new Map<string, Opened>();
  try {
    const sides: OpenSide[] = [];
    for (const side of named) {
      const { rewards } = opened.get(side.path) ?? (await open(side.path, options, opened));
      sides.push({ named: side, facts: await rewards.facts.of(sideOfPath(side, rewards.facts.sources())) });
    }
    const all = [...opened.values()];
    await use({
      sides,
      sources: all.flatMap(({ rewards }) => rewards.facts.sources()),
      runs: all.map(one => one.runs),
    });
  } finally {
    for (const { runs, rewards } of opened.values()) {
      await rewards.dispose();
      await runs.dispose();
    }
  }
}

const tell = (text: string) => void process.stderr.write(text);

async function open(path: string, options: ReadOptions, opened: Map<string, Opened>): Promise<Opened> {
  const runs = await openRuns([path], options);
  const made = { runs, rewards: new Rewards(runs, () => undefined, [], rowReaders(tell)) };
  opened.set(path, made);
  refuseUnread(runs, path);
  return made;
}
