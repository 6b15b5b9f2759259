import { basename } from "node:path";
import type { Outcome } from "../../core/rollout/outcome.js";
import type { RolloutDetails } from "../../core/rollout/rolloutDetails.js";
import type { ListedStep } from "../runs/listedSteps.js";
import { meanOf } from "../runs/meanOf.js";
import type { StepStatistics } from "../runs/stepStatistics.js";

/** What was found when the rows of a step were opened. */
export interface OpenedStep {
  readonly known: readonly RolloutDetails[];
  /** Of each of them the calls that a tool executed; null where neither page nor log tells it. */
  readonly executed: readonly (number | null)[];
  /** Rows that cannot be opened now: too long, or the file changed. They count as rollouts of which nothing is known. */
  readonly unread: number;
  /** Rows that are no rollouts, also those that only opening tells. */
  readonly malformed: number;
}

function iouOf(known: readonly RolloutDetails[]) {
  const ious = known.flatMap(one => one.ious);
  return {
    all: meanOf(ious).value,
    first: meanOf(known.map(one => one.ious[0] ?? null)).value,
    second: meanOf(known.map(one => one.ious[1] ?? null)).value,
    n: ious.length,
  };
}

function nameOf({ step, stepless, run }: ListedStep) {
  if (stepless === null) return { step: step.step, phase: step.phase, run, stale: step.staleBy !== null };
  return { step: null, phase: null, run, stale: false, file: basename(stepless.path) };
}

/**
 * One step of `loupe stats --json`, or a file without steps as one. Unparsed answers count as unknown here, since neither
 * right nor wrong is known of them. Mean IoUs are over zoom calls: `n` of them, refused and surplus ones as 0; null where
 * no targets are known. Calls are per rollout that could be opened.
 */
export function statsJson(
  listed: ListedStep,
  { known, executed, unread, malformed }: OpenedStep,
  statistics: StepStatistics,
) {
  const rollouts = known.length + unread;
  const right = known.filter(({ outcome }) => outcome === ("correct" satisfies Outcome)).length;
  const wrong = known.filter(({ outcome }) => outcome === ("wrong" satisfies Outcome)).length;
  return {
    ...nameOf(listed),
    rollouts,
    malformed,
    unread,
    meanScore: statistics.meanScore.value,
    scored: statistics.meanScore.n,
    accuracy: { right, wrong, unknown: rollouts - right - wrong },
    callsPerRollout: meanOf(known.map(({ calls }) => calls)).value,
    executedPerRollout: meanOf(executed).value,
    meanIou: iouOf(known),
    cut: known.filter(({ cut }) => cut !== null).length,
    flatGroups: statistics.flatGroups,
    groups: statistics.groups,
  };
}
