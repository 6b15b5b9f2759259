import type { AdvantageGroup } from "../../core/reward/advantages.js";
import { advantagesInputSchema } from "./outputSchemas.js";
import { problemOfIssues } from "./problemOfIssues.js";

export interface GroupLine {
  readonly kind: "group";
  /** Of the rollouts that are kept: those whose reward and parts are finite numbers. */
  readonly group: AdvantageGroup;
  /** Their places in the line, which has `count`. */
  readonly kept: readonly number[];
  readonly count: number;
}

/** Other trainers' names of the two parts that say why a group is flat. */
const knownNames: Readonly<Record<string, string>> = {
  acc: "accuracy",
  r_acc: "accuracy",
  accuracy_reward: "accuracy",
  r_format: "format",
  format_reward: "format",
};

const knownName = (name: string) => knownNames[name.toLowerCase()] ?? name;

/** One line of `loupe advantages`. NaN and null are no rewards: such a rollout has no advantage, and counts for none. */
export function readAdvantageLine(value: unknown): GroupLine | { readonly kind: "bad"; readonly problem: string } {
  const read = advantagesInputSchema.safeParse(withoutNaN(value));
  if (!read.success) return { kind: "bad", problem: problemOfIssues(read.error.issues) };
  const { rewards, components = {}, weights = {}, tokens } = read.data;
  const lists = Object.entries(components);
  const odd = [...lists, ["tokens", tokens ?? rewards] as const].find(([, list]) => list.length !== rewards.length);
  if (odd !== undefined) {
    return { kind: "bad", problem: `${odd[0]}: ${odd[1].length} values for ${rewards.length} rewards` };
  }
  const unnamed = Object.keys(weights).find(name => !Object.hasOwn(components, name));
  if (unnamed !== undefined) return { kind: "bad", problem: `weights: ${unnamed} is not among components` };
  const isNumber = (index: number) =>
    [rewards, ...lists.map(([, list]) => list)].every(list => typeof list[index] === "number");
  const kept = rewards.flatMap((_, index) => (isNumber(index) ? [index] : []));
  const pick = (list: readonly (number | null)[]) => kept.map(index => list[index] ?? 0);
  const group: AdvantageGroup = {
    rewards: pick(rewards),
    ...(lists.length > 0 && {
      components: Object.fromEntries(lists.map(([name, list]) => [knownName(name), pick(list)])),
      weights: Object.fromEntries(Object.entries(weights).map(([name, weight]) => [knownName(name), weight])),
    }),
    ...(tokens !== undefined && { tokens: pick(tokens) }),
  };
  return { kind: "group", group, kept, count: rewards.length };
}

/** Python writes NaN and infinities into JSON; as rewards they are as good as nothing. */
function withoutNaN(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(withoutNaN);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutNaN(item)]));
}
