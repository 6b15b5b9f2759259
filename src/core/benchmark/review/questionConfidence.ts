import type { PageRecord } from "../pageRecord.js";
import type { QuestionRecord } from "../questionRecord.js";

/**
 * How sure what a question rests on is, from 0 to 1: for kinds that need the order of panels, or name a panel by it, the
 * least sure place of its page's computed order. Null where nothing was computed.
 */
export function questionConfidence(
  question: Pick<QuestionRecord, "task" | "position_prompt">,
  page: Pick<PageRecord, "panels">,
): number | null {
  const isOrdered =
    question.task === "panel_reordering" || question.task === "dialog_reordering" || question.position_prompt !== null;
  if (!isOrdered) return null;
  const known = page.panels.flatMap(({ order_confidence: confidence }) => confidence ?? []);
  return known.length === 0 ? null : Math.min(...known);
}
