import { readLoggedNumber } from "../rollout/readLoggedNumber.js";
import type { Rollout } from "../rollout/rollout.js";

export interface RuleFields {
  readonly rulePhase: string | null;
  readonly strategyHash: string | null;
  readonly tokens: number | null;
}

const phaseNames = ["rule_phase", "phase"];
const hashNames = ["strategy_hash"];
const tokenNames = ["response_length", "response_tokens", "num_tokens"];

const firstOf = (extras: Rollout["extras"], names: readonly string[]): unknown =>
  names.map(name => extras.find(extra => extra.name === name)?.value).find(value => value !== undefined);

function word(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function tokenCount(value: unknown): number | null {
  const logged = readLoggedNumber(value);
  return logged.kind === "number" && Number.isInteger(logged.value) && logged.value >= 0 ? logged.value : null;
}

/** What a reward function of ours writes beside the reward, and the response's tokens where a trainer counts them. */
export function ruleFields({ extras }: Pick<Rollout, "extras">): RuleFields {
  return {
    rulePhase: word(firstOf(extras, phaseNames)),
    strategyHash: word(firstOf(extras, hashNames)),
    tokens: tokenCount(firstOf(extras, tokenNames)),
  };
}
