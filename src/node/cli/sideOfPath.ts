import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { defaultSidesOfRuns } from "../../protocol/reward/defaultSides.js";
import type { RolloutSet, RolloutSource } from "../../protocol/reward/rolloutSet.js";
import { ExpectedError } from "./expectedError.js";
import { namedPath } from "./namedPath.js";

/** A side as it was named: `PATH`, or `PATH#STEP`. */
export interface NamedSide {
  readonly argument: string;
  readonly path: string;
  readonly isFolder: boolean;
  readonly step: number | null;
}

/** A path that is there is taken as it is, also with a `#` in it. Throws an ExpectedError for one that is not. */
export function namedSide(argument: string): NamedSide {
  const [, before, digits] = /^(.+)#(\d+)$/s.exec(argument) ?? [];
  const hasStep = before !== undefined && digits !== undefined && !existsSync(resolve(argument));
  const { path, isFolder } = namedPath(hasStep ? before : argument);
  return { argument, path, isFolder, step: hasStep ? Number(digits) : null };
}

function atStep({ argument }: NamedSide, sources: readonly RolloutSource[], step: number): RolloutSet {
  const holding = sources.filter(({ steps }) => steps.includes(step));
  const source = holding.find(({ phase }) => phase === "validation") ?? holding[0];
  if (source !== undefined) {
    const { run, phase, folder } = source;
    return { run, phase, folder, from: step, to: step };
  }
  const steps = sources.flatMap(one => one.steps);
  const there = steps.length === 0 ? "it has no steps" : `its steps are ${Math.min(...steps)} to ${Math.max(...steps)}`;
  throw new ExpectedError(`${argument}: no step ${step}; ${there}`);
}

/**
 * The rollouts that a side names, among what was found at its path: a step, a whole file, or a run's last validation,
 * else its last step. Throws an ExpectedError when the path says none, or not which.
 */
export function sideOfPath(named: NamedSide, sources: readonly RolloutSource[]): RolloutSet {
  const { argument } = named;
  const [first] = sources;
  if (first === undefined) throw new ExpectedError(`${argument}: no rollouts found`);
  const runs = [...new Set(sources.map(({ run }) => run))];
  if (runs.length > 1)
    throw new ExpectedError(`${argument}: holds ${runs.length} runs; name one of them: ${runs.join(", ")}`);
  if (named.step !== null) return atStep(named, sources, named.step);
  // Of a file nothing else was read: all of its rollouts are meant.
  if (!named.isFolder) return { run: first.run, phase: first.phase, folder: first.folder, from: null, to: null };
  const files = sources.filter(({ steps }) => steps.length === 0);
  if (files.length === sources.length && files.length > 1)
    throw new ExpectedError(`${argument}: holds ${files.length} files without steps; name one of them`);
  return defaultSidesOfRuns(sources, [first.run])[0] ?? { ...first, from: null, to: null };
}
