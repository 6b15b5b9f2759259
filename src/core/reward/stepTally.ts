import type { CurveFacts } from "./curveFacts.js";
import { ignoresAccuracy } from "./ignoresAccuracy.js";
import { isKnownEnough } from "./isKnownEnough.js";
import { addMeasureSums, noMeasureSums, type MeasureSums } from "./measureSums.js";
import { addPartSums, noPartSums, type PartSums } from "./partSums.js";
import { componentNames, type ComponentName } from "./rewardScore.js";
import { isUnplaced, measureOf, measures, type Measure } from "./rolloutMeasures.js";

/** Everything that curves and alarms know of one step: a few hundred numbers, whatever the number of its rollouts. */
export interface StepTally {
  readonly step: number;
  readonly rollouts: number;
  readonly measures: ReadonlyMap<Measure, MeasureSums>;
  readonly parts: ReadonlyMap<ComponentName, PartSums>;
  /** See `ignoresAccuracy.ts`. */
  readonly ignoresAccuracy: boolean;
}

function groupMeasure(group: readonly CurveFacts[], measure: Measure): MeasureSums {
  let [n, w, y] = [0, 0, 0];
  for (const rollout of group) {
    const found = measureOf(rollout, measure);
    if (found === null) continue;
    n++;
    w += found.weight;
    y += found.weight * found.value;
  }
  return n === 0 ? noMeasureSums : { n, groups: 1, w, y, ww: w * w, wy: w * y, yy: y * y };
}

function groupPart(group: readonly CurveFacts[], name: ComponentName): PartSums {
  let [n, p, t, pp, tt, pt] = [0, 0, 0, 0, 0, 0];
  for (const { facts, parts } of group) {
    const { total } = facts.logged;
    const part = parts[name];
    if (part === null || total.kind !== "number") continue;
    n++;
    p += part;
    t += total.value;
    pp += part * part;
    tt += total.value * total.value;
    pt += part * total.value;
  }
  if (n === 0) return noPartSums;
  return { n, pp: pp - (p * p) / n, tt: tt - (t * t) / n, pt: pt - (p * t) / n };
}

const rolloutsWith = (groups: readonly (readonly CurveFacts[])[], name: ComponentName) =>
  groups.flat().filter(({ parts }) => parts[name] !== null).length;

/** The sums of a step, or none where the rollouts that have a value are no fair sample of it. */
function stepMeasure(groups: readonly (readonly CurveFacts[])[], measure: Measure): MeasureSums {
  const sums = groups.map(group => groupMeasure(group, measure)).reduce(addMeasureSums, noMeasureSums);
  const isOwed = (rollout: CurveFacts) => isUnplaced(rollout, measure);
  const unknown = groups.reduce((sum, group) => sum + group.filter(isOwed).length, 0);
  return isKnownEnough(sums.n, unknown) ? sums : noMeasureSums;
}

/** Sums up one step, given its rollouts group by group. */
export function tallyStep(step: number, groups: readonly (readonly CurveFacts[])[]): StepTally {
  const measured = measures.map(measure => [measure, stepMeasure(groups, measure)] as const);
  const isWithheld = (name: ComponentName) =>
    !isKnownEnough(rolloutsWith(groups, name), groups.flat().filter(one => isUnplaced(one, name)).length);
  const parts = componentNames.map(name => {
    if (isWithheld(name)) return [name, noPartSums] as const;
    const sums = groups.map(group => groupPart(group, name)).reduce(addPartSums, noPartSums);
    return [name, sums] as const;
  });
  const rollouts = groups.reduce((sum, group) => sum + group.length, 0);
  return {
    step,
    rollouts,
    measures: new Map(measured),
    parts: new Map(parts),
    ignoresAccuracy: ignoresAccuracy(groups.flat()),
  };
}
