import type { QuestionRecord } from "../../src/core/benchmark/questionRecord.js";

/** What a mark is called by who drags it: its label, or its number where it is drawn without one. */
export function markName(question: Pick<QuestionRecord, "marks"> | null, place: number): string {
  const label = question?.marks[place]?.label ?? "";
  return label === "" ? String(place + 1) : label;
}
