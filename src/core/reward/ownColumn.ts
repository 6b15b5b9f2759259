import { isKnownEnough } from "./isKnownEnough.js";
import type { OwnScore } from "./ownScore.js";
import { componentNames, type ComponentName, type RewardComponents } from "./rewardScore.js";
import type { ScoreColumn } from "./scoreColumn.js";

/** Names under which reward functions return the paper's parts, the most specific first. */
const aliases: Readonly<Record<ComponentName, readonly string[]>> = {
  format: ["format_reward", "format_score", "format"],
  accuracy: ["acc_reward", "accuracy_reward", "acc_score", "accuracy", "acc"],
  toolCount: ["count_reward", "tool_count", "toolCount", "count"],
  toolAccuracy: ["iou_reward", "tool_iou", "toolAccuracy", "iou"],
};

/** The paper's parts among those that an own reward returned; null where it did not return one. */
export function ownComponents(parts: Readonly<Record<string, number>>): RewardComponents {
  const of = (name: ComponentName) => {
    const found = aliases[name].find(alias => Object.hasOwn(parts, alias));
    return found === undefined ? null : (parts[found] ?? null);
  };
  return {
    format: of("format"),
    accuracy: of("accuracy"),
    toolCount: of("toolCount"),
    toolAccuracy: of("toolAccuracy"),
  };
}

const meanOf = (values: readonly (number | null)[]): number | null => {
  const known = values.filter(value => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
};

/** What the rollouts of a set were paid by own code: NaN for those that it did not score. `scores` is by index. */
export function ownColumn(scores: readonly (OwnScore | null)[]): ScoreColumn {
  const scored = scores.map(score => (score?.kind === "scored" ? score : null));
  // Those that nobody ran are not unknown for what they did; those that the code failed on may be.
  const failed = scores.filter(score => score !== null && score.kind !== "scored").length;
  const isFair = isKnownEnough(scored.filter(score => score !== null).length, failed);
  const components = scored.map(score => (score === null ? null : ownComponents(score.parts)));
  const mean = (name: ComponentName) => meanOf(components.map(one => one?.[name] ?? null));
  const [format, accuracy, toolCount, toolAccuracy] = componentNames.map(mean);
  const names = [...new Set(scored.flatMap(score => (score === null ? [] : Object.keys(score.parts))))];
  const partOf = (name: string) => Float64Array.from(scored, score => score?.parts[name] ?? Number.NaN);
  return {
    rewards: Float64Array.from(scored, score => score?.total ?? Number.NaN),
    means: {
      format: format ?? null,
      accuracy: accuracy ?? null,
      toolCount: toolCount ?? null,
      toolAccuracy: toolAccuracy ?? null,
      total: !isFair ? null : meanOf(scored.map(score => score?.total ?? null)),
    },
    notRecomputable: scored.filter(score => score === null).length,
    isWithheld: !isFair,
    parts: Object.fromEntries(names.map(name => [name, { values: partOf(name) }])),
  };
}
