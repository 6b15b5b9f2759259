import type { QuestionRecord } from "../benchmark/questionRecord.js";
import type { Box } from "../page/box.js";
import { clampBox } from "../page/clampBox.js";
import { matchBoxes } from "../page/matchBoxes.js";
import type { PredictionRecord } from "./predictionRecord.js";

export interface CallIous {
  /** Calls whose box could be read, refused ones with them. */
  readonly zooms: number;
  /** Of each call, by the assignment with the largest sum; 0 of refused and surplus ones. Null: no targets. */
  readonly ious: readonly number[] | null;
}

/** The zoom calls of a prediction against the question's targets, all in page pixels, as the rewards match them. */
export function callIous(
  { turns }: Pick<PredictionRecord, "turns">,
  question: Pick<QuestionRecord, "targets" | "width" | "height">,
): CallIous {
  const calls = turns.flatMap(({ tool }) => (tool?.box_raw ? [tool] : []));
  if (question.targets === null) return { zooms: calls.length, ious: null };
  if (calls.length === 0) return { zooms: 0, ious: [] };
  const boxes = calls.map(({ requested, executed }) => {
    const box = executed === null ? null : boxOf(requested ?? executed);
    return box === null ? null : clampBox(box, question);
  });
  const targets = question.targets.map(({ box }) => box);
  return { zooms: calls.length, ious: matchBoxes(boxes, targets).map(({ iou }) => iou) };
}

function boxOf([x1, y1, x2, y2]: readonly number[]): Box | null {
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return null;
  return [x1, y1, x2, y2];
}
