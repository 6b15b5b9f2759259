import type { Question } from "../dataset/question.js";
import type { ToolFacts } from "./rewardFacts.js";

/** A trainer ends a response after five turns: four zooms and an answer (facts: benchmark 3). */
const mostExpected = 4;

/**
 * What a question says of its zooms. A record that expects none, and one with an empty list of targets, switch the tool
 * term off; a row that names bare boxes expects one zoom each, but no more than fit in a response.
 */
export function toolFactsOf(question: AskedZooms | null): ToolFacts {
  if (question === null) return unknown;
  const found = known.get(question) ?? readTool(question);
  known.set(question, found);
  return found;
}

type AskedZooms = Pick<Question, "targets" | "expectedZooms"> & { readonly taskKind?: string | null };

/** The paper trains its reordering tasks without zooms; their questions have no targets. */
const withoutZooms: readonly string[] = ["dialog_reordering", "panel_reordering"];

const unknown: ToolFacts = { kind: "unknown" };
/** One for all rollouts of a question. */
const known = new WeakMap<AskedZooms, ToolFacts>();

function readTool(question: AskedZooms): ToolFacts {
  if (question.expectedZooms === 0) return { kind: "off" };
  if (question.targets === null) return withoutZooms.includes(question.taskKind ?? "") ? { kind: "off" } : unknown;
  const targets = question.targets.map(({ box }) => box);
  if (targets.length === 0) return { kind: "off" };
  return { kind: "targets", targets, expected: question.expectedZooms ?? Math.min(targets.length, mostExpected) };
}
