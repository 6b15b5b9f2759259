import type { Question } from "../dataset/question.js";
import type { ToolFacts } from "./rewardFacts.js";

/** A trainer ends a response after five turns: four zooms and an answer (facts: benchmark 3). */
const mostExpected = 4;

/**
 * What a question says of its zooms. A record that expects none, and one with an empty list of targets, switch the tool
 * term off; a row that names bare boxes expects one zoom each, but no more than fit in a response.
 */
export function toolFactsOf(question: Pick<Question, "targets" | "expectedZooms"> | null): ToolFacts {
  if (question === null) return { kind: "unknown" };
  if (question.expectedZooms === 0) return { kind: "off" };
  if (question.targets === null) return { kind: "unknown" };
  const targets = question.targets.map(({ box }) => box);
  if (targets.length === 0) return { kind: "off" };
  return { kind: "targets", targets, expected: question.expectedZooms ?? Math.min(targets.length, mostExpected) };
}
