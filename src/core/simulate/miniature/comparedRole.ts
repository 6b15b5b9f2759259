import { builtInStrategies } from "../../reward/builtInStrategies.js";
import { rulesOf } from "../../reward/ruleAt.js";
import type { Strategy } from "../../reward/strategy.js";
import { strategyHash } from "../../reward/strategyHash.js";

/** The strategies that orderings were examined of. `conditional`: the tool is paid only where the answer is right. */
export type ComparedRole =
  "two-phase" | "single-phase" | "two-phase-conditional" | "conditional" | "deepeyes" | "vanilla";

const roleOfId: Readonly<Record<string, ComparedRole>> = {
  "two-phase": "two-phase",
  "single-phase": "single-phase",
  "two-phase-conditional": "two-phase-conditional",
  "rarl-conditional": "conditional",
  deepeyes: "deepeyes",
  vanilla: "vanilla",
};

/** What a strategy pays from which step on, whatever it is called. */
function payOf(strategy: Strategy): string {
  const rules = rulesOf(strategy);
  const pays = strategy.segments.map(({ from, to }, at) => {
    const rule = rules[at];
    return [Math.max(1, from ?? 1), to, rule === undefined ? null : strategyHash(rule)];
  });
  return JSON.stringify(pays);
}

const roles: ReadonlyMap<string, ComparedRole> = new Map(
  builtInStrategies.flatMap(strategy => {
    const role = roleOfId[strategy.id];
    return role === undefined ? [] : [[payOf(strategy), role] as const];
  }),
);

/** The role of a strategy that pays exactly what an examined one pays; null for every other, one option changed included. */
export const comparedRole = (strategy: Strategy): ComparedRole | null => roles.get(payOf(strategy)) ?? null;
