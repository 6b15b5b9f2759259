import { hasFewerCalls, hasLostCalls } from "./callsAtEnds.js";
import { screenSeeds } from "./cautionStatements.js";
import type { MiniatureArm } from "./compareArm.js";
import { comparedRole } from "./comparedRole.js";
import type { Examined } from "./examinedAs.js";
import type { ComparisonStatement } from "./miniatureComparison.js";
import { statement } from "./statementCode.js";

/**
 * What became of tool use. The two-phase strategy lost it under no seed of what was examined; of every other strategy it
 * depends on the assumptions whether it is lost, after the same warm start too (facts: miniature 3.1, 3.2, 4). A few seeds
 * that kept it support nothing.
 */
export function callStatements(arms: readonly MiniatureArm[], examined: Examined): readonly ComparisonStatement[] {
  return arms.flatMap(arm => {
    const { id } = arm.strategy;
    const seeds = arm.histories.length;
    const lost = arm.histories.filter(hasLostCalls).length;
    const isKeeper = comparedRole(arm.strategy) === "two-phase" && examined.kind !== "outside";
    if (isKeeper && lost === 0) return seeds < screenSeeds ? [] : [statement("calls-kept", id, seeds)];
    if (lost > 0) return [statement(isKeeper ? "calls-lost-against" : "calls-lost", id, lost, seeds)];
    const fewer = arm.histories.filter(hasFewerCalls).length;
    return fewer > 0 ? [statement("fewer-calls", id, fewer, seeds)] : [];
  });
}
