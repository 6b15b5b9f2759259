import { advantageChange } from "./advantageChange.js";
import type { AdvantageColumn } from "./advantageColumn.js";
import { advantageTau } from "./advantageTau.js";
import { flatGroups } from "./flatGroups.js";
import type { GroupedFacts } from "./groupedFacts.js";
import type { ScoreColumn } from "./scoreColumn.js";
import type { Strategy } from "./strategy.js";
import type { StrategyFigures } from "./strategyFigures.js";

/** A set's rewards under a strategy, with the advantages that they would have made and those that they are compared with. */
export interface Rescored {
  readonly facts: GroupedFacts;
  readonly strategy: Strategy;
  readonly column: ScoreColumn;
  readonly after: AdvantageColumn;
  readonly before: AdvantageColumn;
}

function tauOf(group: Int32Array, { before, after }: Rescored): number | null {
  const x: number[] = [];
  const y: number[] = [];
  for (const index of group) {
    const was = before.values[index] ?? Number.NaN;
    const is = after.values[index] ?? Number.NaN;
    if (Number.isNaN(was) || Number.isNaN(is)) continue;
    x.push(was);
    y.push(is);
  }
  return advantageTau(x, y);
}

function rankOf(rescored: Rescored): StrategyFigures["rank"] {
  let sum = 0;
  let groups = 0;
  for (const group of rescored.facts.groups) {
    const tau = tauOf(group, rescored);
    if (tau === null) continue;
    sum += tau;
    groups++;
  }
  return { value: groups === 0 ? null : sum / groups, groups, left: rescored.facts.groups.length - groups };
}

function changes({ before, after }: Rescored) {
  let flipped = 0;
  let signalChanged = 0;
  let compared = 0;
  before.values.forEach((value, index) => {
    const change = advantageChange(value, after.values[index] ?? Number.NaN);
    if (change === null) return;
    compared++;
    if (change === "flipped") flipped++;
    else if (change !== "kept") signalChanged++;
  });
  return compared === 0 ? { flipped: null, signalChanged: null, compared } : { flipped, signalChanged, compared };
}

/** What a strategy would have paid and pushed on a set of rollouts, beside what it is compared with. */
export function rescoredFigures(rescored: Rescored): StrategyFigures {
  const { facts, strategy, column, after } = rescored;
  const { isWithheld } = column;
  const flat = isWithheld ? {} : flatGroups(facts, column.rewards, strategy);
  return {
    rollouts: facts.view.count,
    groups: facts.groups.length,
    means: column.means,
    notRecomputable: column.notRecomputable,
    isWithheld,
    flat,
    flatGroups: isWithheld ? null : Object.values(flat).reduce((sum, count) => sum + count, 0),
    rank: rankOf(rescored),
    ...changes(rescored),
    unit: after.unit,
  };
}
