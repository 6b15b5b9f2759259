import type { LoggedNumber } from "./loggedNumber.js";
import type { RewardPart } from "./rewardPart.js";
import { readLoggedNumber } from "./readLoggedNumber.js";
import { rewardPartColumns } from "./rewardPartColumns.js";
import type { Rollout } from "./rollout.js";

type Role = Exclude<RewardPart["role"], "total">;

/** A column's role, and its place among the columns of that role. */
const places = new Map(
  rewardPartColumns.flatMap(([role, candidates]) => candidates.map((name, rank) => [name, { role, rank }] as const)),
);

interface Column {
  readonly name: string;
  readonly value: unknown;
  readonly rank: number;
}

/** The most specific column of each role; of two that differ in case alone the later one. */
function columnsOf({ extras }: Rollout): Readonly<Partial<Record<Role, Column>>> {
  const found: Partial<Record<Role, Column>> = {};
  for (const { name, value } of extras) {
    const place = places.get(name.toLowerCase());
    if (place === undefined) continue;
    const before = found[place.role];
    if (before === undefined || place.rank <= before.rank) found[place.role] = { name, value, rank: place.rank };
  }
  return found;
}

/**
 * The parts of the reward that a row logs: one part a role at most, and the total, which is the logged score.
 * A part that the trainer did not log is not in the list; it is never taken for 0.
 */
export function rewardParts(rollout: Rollout): readonly RewardPart[] {
  const columns = columnsOf(rollout);
  const parts: RewardPart[] = [];
  const add = (role: RewardPart["role"], name: string, value: LoggedNumber) => parts.push({ role, name, value });
  for (const [role] of rewardPartColumns) {
    const column = columns[role];
    if (column !== undefined) add(role, column.name, readLoggedNumber(column.value));
    else if (role === "accuracy" && rollout.acc.kind !== "absent") add(role, "acc", rollout.acc);
  }
  add("total", "score", rollout.score);
  return parts;
}
