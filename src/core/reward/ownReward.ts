import * as z from "zod";
import { isJsonObject } from "../dataset/jsonObject.js";
import type { StrategyProblem } from "./readStrategies.js";

/**
 * Somebody's own reward function, as verl takes one: a Python file and a function in it. Data that name code and run
 * nothing: in settings (`loupe.ownRewards`) or in a run's loupe.json.
 */
export const ownRewardSchema = z.strictObject({
  /** The strategy under which its rewards are shown. */
  id: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/),
  name: z.string().min(1).max(80).optional(),
  file: z.string().min(1).max(4096),
  function: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,200}$/)
    .default("compute_score"),
  /** Handed to the function beside verl's four arguments. */
  kwargs: z.record(z.string(), z.unknown()).default({}),
  /** A name that is looked up in PATH, or a path. */
  interpreter: z.string().min(1).max(4096).default("python3"),
  secondsPerRow: z.number().positive().max(3600).default(10),
  /** Of address space, where the system can limit it. */
  megabytes: z.number().int().min(64).max(1_048_576).default(8192),
});
export type OwnReward = z.infer<typeof ownRewardSchema>;

export interface OwnRewardsRead {
  readonly rewards: readonly OwnReward[];
  /** As those of strategies: they are told in the same sentences. */
  readonly problems: readonly StrategyProblem[];
}

function ofIssue(issue: z.core.$ZodIssue, place: string): readonly StrategyProblem[] {
  const key = [place, ...issue.path.map(String)].join(".");
  if (issue.code !== "unrecognized_keys") return [{ code: "invalid", key }];
  return issue.keys.map(name => ({ code: "unknown-key", key: `${key}.${name}` }));
}

/** Reads a list of own rewards as somebody wrote it; a bad one is left out and does not cost the others. Never throws. */
export function readOwnRewards(written: unknown, key = "ownRewards"): OwnRewardsRead {
  if (!Array.isArray(written)) return { rewards: [], problems: [{ code: "not-a-list", key }] };
  const rewards: OwnReward[] = [];
  const problems: StrategyProblem[] = [];
  written.forEach((one: unknown, index) => {
    const place = `${key}.${index}`;
    const read = ownRewardSchema.safeParse(isJsonObject(one) ? one : null);
    if (!read.success) problems.push(...read.error.issues.flatMap(issue => ofIssue(issue, place)));
    else if (rewards.some(({ id }) => id === read.data.id)) problems.push({ code: "duplicate-id", key: `${place}.id` });
    else rewards.push(read.data);
  });
  return { rewards, problems };
}
