import { spread } from "../rollout/spread.js";
import type { NoSpreadReason } from "./estimatorId.js";

/** What is known of a group's rollouts beside their rewards: parts by name, each as long as the rewards. */
export type GroupComponents = Readonly<Record<string, readonly number[]>>;

/** Rewards that differ by less come out of the same rule: rounding of sums. */
const sameWithin = 1e-9;
/** An unbiased deviation below this is noise that standardising blows up. */
const tinySpread = 1e-3;

/**
 * Why a group gives no signal, or null when it does. Equal rewards are told apart by the parts `accuracy` and `format`
 * (above 0 is right, well-formed: give 1 and 0, not 0 and −1), or, without an accuracy, by the reward itself. `cancel`:
 * parts that are paid differ and add up to the same; `equal`: they are equal, whereas answers, which are not paid, differ.
 * `paid` names the parts that the rule pays for; without it, all that are given. Rewards must be finite.
 */
export function noSpreadReason(
  rewards: readonly number[],
  components: GroupComponents = {},
  paid: readonly string[] = Object.keys(components),
): NoSpreadReason | null {
  if (rewards.length === 0) return null;
  if (rewards.length === 1) return "size_one";
  if (!isConstant(rewards)) return (spread(rewards) ?? 0) < tinySpread ? "tiny" : null;
  if (paid.some(name => !isConstant(components[name] ?? []))) return "cancel";
  return constantReason(components["accuracy"] ?? rewards, components["format"] ?? []);
}

function constantReason(accuracy: readonly number[], format: readonly number[]): NoSpreadReason {
  if (accuracy.every(value => value > 0)) return "all_right";
  if (format.length > 0 && format.every(value => value <= 0)) return "all_malformed";
  return accuracy.every(value => value <= 0) ? "all_wrong" : "equal";
}

function isConstant(values: readonly number[]): boolean {
  const first = values[0] ?? 0;
  return values.every(value => Math.abs(value - first) <= sameWithin * Math.max(1, Math.abs(first)));
}
