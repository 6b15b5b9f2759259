import { advantages } from "../../../core/reward/advantages.js";
import { flatReason } from "../../../core/rollout/flatReason.js";
import { spread } from "../../../core/rollout/spread.js";
import type { Group } from "../group.js";
import { scoreOf } from "../stepStatistics.js";

/** What a group's logged scores say of it. */
export interface GroupNumbers {
  /** Sample σ; null for fewer than two scores. */
  readonly spread: number | null;
  /** Several rollouts, and all of them scored the same. */
  readonly isFlat: boolean;
  /** By GRPO, in the order of the rows; null where some score is missing. */
  readonly advantages: readonly number[] | null;
}

/** Groups are made anew when their files change, so what was found of one stays true. */
const known = new WeakMap<Group, GroupNumbers>();

function measure(group: Group): GroupNumbers {
  const scores = group.rows.map(scoreOf);
  const finite = scores.filter(score => score !== null);
  const isWhole = finite.length === scores.length;
  return {
    spread: spread(finite),
    isFlat: isWhole && finite.length > 1 && flatReason(finite, []) !== null,
    advantages: isWhole ? (advantages([{ rewards: finite }], "grpo")[0] ?? null) : null,
  };
}

/** Spread, flatness and advantages of a group, from the columns of the scan alone. */
export function groupNumbers(group: Group): GroupNumbers {
  const numbers = known.get(group) ?? measure(group);
  known.set(group, numbers);
  return numbers;
}
