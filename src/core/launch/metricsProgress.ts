import { isJsonObject } from "../dataset/jsonObject.js";
import { parseTolerant } from "../rollout/parseTolerant.js";
import { progressOfRows, progressRow, type ProgressRow } from "./progressRow.js";
import type { StepProgress } from "./stepProgress.js";

function readRow(line: string): ProgressRow | null {
  const parsed = parseTolerant(line);
  if (!parsed.ok || !isJsonObject(parsed.value)) return null;
  const row = parsed.value;
  const data = row["data"];
  if (isJsonObject(data)) return progressRow(row["step"], name => data[name]);
  return progressRow(row["current_steps"] ?? row["step"], name => row[name]);
}

/**
 * How far a training is by the end of its metrics: verl's `file` logger or LLaMA-Factory's `trainer_log.jsonl`
 * (formats.md 1.6, 3.1). The text may begin and end within a line: such lines are no rows.
 */
export function metricsProgress(text: string): StepProgress | null {
  return progressOfRows(text.split("\n").flatMap(line => readRow(line.trim()) ?? []));
}
