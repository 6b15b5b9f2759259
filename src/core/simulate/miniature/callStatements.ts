import { hasFewerCalls, hasLostCalls } from "./callsAtEnds.js";
import type { MiniatureArm } from "./compareArm.js";
import { comparedRole } from "./comparedRole.js";
import type { Examined } from "./examinedAs.js";
import type { ComparisonStatement } from "./miniatureComparison.js";
import { statement } from "./statementCode.js";

/**
 * What became of tool use. The warm start that pays for nothing but the count never lost it, whatever was assumed; of
 * every other strategy it depends on the assumptions whether it is lost (facts: miniature 3.1, 3.2, 4).
 */
export function callStatements(arms: readonly MiniatureArm[], examined: Examined): readonly ComparisonStatement[] {
  return arms.flatMap(arm => {
    const { id } = arm.strategy;
    const seeds = arm.histories.length;
    const lost = arm.histories.filter(hasLostCalls).length;
    const isWarm = comparedRole(arm.strategy) === "two-phase" && examined.kind !== "outside";
    if (isWarm)
      return [lost === 0 ? statement("calls-kept", id, seeds) : statement("calls-lost-against", id, lost, seeds)];
    if (lost > 0) return [statement("calls-lost", id, lost, seeds)];
    const fewer = arm.histories.filter(hasFewerCalls).length;
    return fewer > 0 ? [statement("fewer-calls", id, fewer, seeds)] : [];
  });
}
