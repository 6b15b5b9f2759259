import { readLoggedNumber } from "../rollout/readLoggedNumber.js";
import type { StepProgress } from "./stepProgress.js";

/** The mean score of a batch first: with a KL term in the reward, verl's `critic/rewards` is no longer what was scored. */
const rewardNames = ["critic/score/mean", "critic/rewards/mean", "reward"] as const;
const durationNames = ["timing_s/step", "perf/time_per_step"] as const;

/** What a row of metrics says by names: values as logged. */
export interface ProgressRow {
  readonly step: number;
  readonly totalSteps: number | null;
  readonly reward: number | null;
  readonly seconds: number | null;
  readonly secondsLeft: number | null;
}

function finite(value: unknown): number | null {
  const number = readLoggedNumber(value);
  return number.kind === "number" ? number.value : null;
}

function first(names: readonly string[], value: (name: string) => unknown): number | null {
  for (const name of names) {
    const number = finite(value(name));
    if (number !== null) return number;
  }
  return null;
}

/** `0:05:12`, `1 day, 2:03:04`: how Python prints a timedelta. In seconds; null for anything else. */
function timedelta(value: unknown): number | null {
  if (typeof value !== "string") return null;
  const [, days, hours, minutes, seconds] =
    /^(?:(\d{1,6}) days?, )?(\d{1,3}):([0-5]\d):([0-5]\d)(?:\.\d+)?$/.exec(value.trim()) ?? [];
  if (hours === undefined || minutes === undefined || seconds === undefined) return null;
  return Number(days ?? 0) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

/** Reads a row whose values are found by `value`; null when its step is no whole number. */
export function progressRow(step: unknown, value: (name: string) => unknown): ProgressRow | null {
  const number = finite(step);
  if (number === null || number < 0 || !Number.isInteger(number)) return null;
  return {
    step: number,
    totalSteps: finite(value("total_steps")),
    reward: first(rewardNames, value),
    seconds: first(durationNames, value),
    secondsLeft: timedelta(value("remaining_time")),
  };
}

/** The last row tells where the training is; its validation rows have no reward, so the last one that has tells that. */
export function progressOfRows(rows: readonly ProgressRow[]): StepProgress | null {
  const last = rows.at(-1);
  if (last === undefined) return null;
  const seconds = rows.flatMap(row => (row.seconds !== null && row.seconds > 0 ? [row.seconds] : []));
  return {
    step: last.step,
    totalSteps: last.totalSteps,
    reward: rows.findLast(row => row.reward !== null)?.reward ?? null,
    secondsPerStep: seconds.length === 0 ? null : seconds.reduce((sum, value) => sum + value, 0) / seconds.length,
    secondsLeft: last.secondsLeft,
  };
}
