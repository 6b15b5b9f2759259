import { readLoggedNumber } from "../rollout/readLoggedNumber.js";
import type { Rollout } from "../rollout/rollout.js";

export interface RuleFields {
  readonly rulePhase: string | null;
  readonly strategyHash: string | null;
  readonly tokens: number | null;
}

/** What columns are read as, the first name before the later ones. */
const columns = new Map<string, { readonly field: keyof RuleFields; readonly rank: number }>([
  ["rule_phase", { field: "rulePhase", rank: 0 }],
  ["phase", { field: "rulePhase", rank: 1 }],
  ["strategy_hash", { field: "strategyHash", rank: 0 }],
  ["response_length", { field: "tokens", rank: 0 }],
  ["response_tokens", { field: "tokens", rank: 1 }],
  ["num_tokens", { field: "tokens", rank: 2 }],
]);

function word(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

/** DeepEyes logs the tokens themselves. */
function tokenCount(value: unknown): number | null {
  if (Array.isArray(value)) return value.length;
  const logged = readLoggedNumber(value);
  return logged.kind === "number" && Number.isInteger(logged.value) && logged.value >= 0 ? logged.value : null;
}

/** What a reward function of ours writes beside the reward, and the response's tokens where a trainer counts them. */
export function ruleFields({ extras }: Pick<Rollout, "extras">): RuleFields {
  const values: Partial<Record<keyof RuleFields, unknown>> = {};
  const ranks: Partial<Record<keyof RuleFields, number>> = {};
  for (const { name, value } of extras) {
    const column = columns.get(name);
    if (column === undefined || column.rank >= (ranks[column.field] ?? Infinity)) continue;
    values[column.field] = value;
    ranks[column.field] = column.rank;
  }
  return {
    rulePhase: word(values.rulePhase),
    strategyHash: word(values.strategyHash),
    tokens: tokenCount(values.tokens),
  };
}
