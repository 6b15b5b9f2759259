import type { DataMeasure } from "./dataMeasure.js";
import type { ResolvedConfig } from "./resolvedConfig.js";

/**
 * The questions that a run trains on. Those that name no task kind are taken as long as no kind was chosen; a supervised
 * run without a choice takes every row, whatever its kind is called.
 */
export function trainedQuestions(
  { config, tasks, family }: ResolvedConfig,
  measures: readonly DataMeasure[],
): readonly DataMeasure[] {
  const kinds: readonly (string | null)[] = tasks;
  const isNamed = measures.some(({ taskKind }) => taskKind !== null);
  if (config.data.tasks === undefined && (family === "sft" || !isNamed)) return measures;
  return measures.filter(({ taskKind }) => kinds.includes(taskKind));
}
