import { builtInStrategies } from "../reward/builtInStrategies.js";
import { knownStrategies } from "../reward/knownStrategies.js";
import { rulesOf } from "../reward/ruleAt.js";
import type { RewardPartName, Strategy } from "../reward/strategy.js";
import { parseStrategySpec } from "../reward/strategySpec.js";
import type { Finding } from "./finding.js";
import type { Method } from "./method.js";
import { nearestName } from "./nearestName.js";
import type { Resolved } from "./resolved.js";

const toolParts: readonly RewardPartName[] = [
  ...(["toolCount", "toolAccuracy", "anyCrop", "curiosity", "callCost", "toolFailure"] as const),
];

/** What of a run says by which strategy it is paid. */
export interface RlRun {
  readonly method: Method;
  /** As it is written; null for a supervised run. */
  readonly strategy: Resolved<string> | null;
}

/** The strategy of a run; where it cannot be read, the method's own, so that the rest can still be shown. */
export function rlStrategy(
  { strategy, method }: RlRun,
  own: readonly Strategy[],
): { readonly strategy: Strategy; readonly findings: readonly Finding[] } {
  const known = knownStrategies(own);
  // Supervised fine-tuning has none; by these engines it is refused, and planned as far as it goes.
  const fallback = strategy?.paper ?? "vanilla";
  const read = parseStrategySpec(strategy?.value ?? fallback, known);
  if (read.kind === "ok") return { strategy: read.strategy, findings: fitFindings(read.strategy, method) };
  const [id = "", ...values] = read.values;
  const found: Finding =
    read.code === "unknown-strategy"
      ? error("unknown-strategy", [id, nearestName(id, values) ?? fallback])
      : error("strategy-option", [id]);
  const stand = parseStrategySpec(fallback, builtInStrategies);
  if (stand.kind !== "ok") throw new Error(`no built-in strategy ${fallback}`);
  return { strategy: stand.strategy, findings: [found] };
}

/** Whether a strategy suits the method: one with the zoom tool pays for it, one without does not. */
function fitFindings(strategy: Strategy, method: Method): readonly Finding[] {
  const parts = new Set(
    rulesOf(strategy).flatMap(rule => rule.terms.flatMap(term => [term.part, ...term.when.map(gate => gate.part)])),
  );
  const paysTool = toolParts.some(part => parts.has(part));
  const findings: Finding[] = [];
  if (method === "RL" && paysTool) findings.push(error("tool-strategy-without-tool", [strategy.id]));
  if (method === "RARL" && !paysTool)
    findings.push({ level: "warning", code: "no-tool-reward", values: [strategy.id], key: "strategy" });
  if (parts.has("coin"))
    findings.push({ level: "note", code: "random-reward", values: [strategy.id], key: "strategy" });
  return findings;
}

const error = (code: Finding["code"], values: readonly string[]): Finding => ({
  ...{ level: "error", code, values, key: "strategy" },
});
