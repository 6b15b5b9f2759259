import type { RolloutDetails } from "../../core/rollout/rolloutDetails.js";
import { groupsOf } from "../runs/group.js";
import type { DetailStore } from "../runs/detailStore.js";
import { meanOf } from "../runs/meanOf.js";
import type { Step } from "../runs/run.js";
import { stepStatistics } from "../runs/stepStatistics.js";

const perRollout = (known: readonly RolloutDetails[], pick: (details: RolloutDetails) => number) =>
  known.length === 0 ? null : known.reduce((sum, details) => sum + pick(details), 0) / known.length;

/**
 * One step of `loupe stats --json`. Unparsed answers count as unknown here, since neither right nor wrong is known of
 * them. Mean IoUs are over zoom calls: `n` of them, refused and surplus ones as 0; null where no targets are known.
 */
export function statsJson(step: Step, details: DetailStore) {
  const rows = groupsOf(step).groups.flatMap(group => group.rows);
  const known = rows.flatMap(({ file, row }) => details.get(file, row) ?? []);
  const statistics = stepStatistics(step, details);
  const count = (outcome: RolloutDetails["outcome"]) => known.filter(one => one.outcome === outcome).length;
  const judged = known.filter(one => one.meanIou !== null);
  const calls = judged.reduce((sum, one) => sum + one.judged, 0);
  const iouSum = judged.reduce((sum, one) => sum + (one.meanIou ?? 0) * one.judged, 0);
  return {
    step: step.step,
    phase: step.phase,
    stale: step.isStale,
    rollouts: statistics.rollouts,
    malformed: statistics.malformed,
    meanScore: statistics.meanScore.value,
    scored: statistics.meanScore.n,
    accuracy: {
      right: count("correct"),
      wrong: count("wrong"),
      unknown: rows.length - count("correct") - count("wrong"),
    },
    callsPerRollout: perRollout(known, one => one.calls),
    executedPerRollout: perRollout(known, one => one.executed),
    meanIou: {
      all: calls === 0 ? null : iouSum / calls,
      first: meanOf(judged.map(one => one.ious[0] ?? null)).value,
      second: meanOf(judged.map(one => one.ious[1] ?? null)).value,
      n: calls,
    },
    cut: known.filter(one => one.cut !== null).length,
    flatGroups: statistics.flatGroups,
    groups: statistics.groups,
  };
}
