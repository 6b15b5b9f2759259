import type { TabledEvaluation } from "../evaluation/madeTables.js";

/** What a person must know of an evaluation besides its row. */
export function evalTableWarnings(evaluation: TabledEvaluation): readonly string[] {
  const { label, shards, isEnded, attempts, planned, damagedLines, unknownQuestions } = evaluation;
  const missing = shards?.missing ?? [];
  const found: readonly (readonly [boolean, string])[] = [
    [!isEnded || attempts < planned, `${attempts} of ${planned} attempts are there`],
    [missing.length > 0, `shards ${missing.map(index => index + 1).join(", ")} of ${shards?.of ?? 0} are missing`],
    [damagedLines > 0, `${damagedLines} lines are damaged and count for nothing`],
    [unknownQuestions > 0, `${unknownQuestions} answers are to questions that are not in questions.jsonl`],
  ];
  return found.flatMap(([holds, text]) => (holds ? [`${label}: ${text}`] : []));
}
