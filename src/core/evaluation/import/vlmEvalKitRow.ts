import type { JsonObject } from "../../dataset/jsonObject.js";
import { failedRow, type ForeignFlag, type ForeignRow, foreignRow } from "./foreignRow.js";
import { numberAt, textAt, verdictAt } from "./rowValues.js";

/** Cells of a spreadsheet end here, with no more than a warning of who writes it (facts: evaluation 1.5). */
export const longestCell = 32_767;

/** Rotations of a question stand so far apart. */
const rotationStep = 1_000_000;

/** A row of VLMEvalKit's predictions or results; null: a rotation of a question that another row asks. */
export function vlmEvalKitRow(value: JsonObject, row: number): ForeignRow | null {
  const index = numberAt(value, "index");
  if (index !== null && index >= rotationStep) return null;
  const [text, log] = [textAt(value, "prediction"), textAt(value, "log")];
  const isCut = text?.length === longestCell;
  const flags: readonly ForeignFlag[] = [
    ...(log?.includes("randomly generate one") === true ? (["judge-guess"] as const) : []),
    ...(isCut ? (["cut-by-writer"] as const) : []),
  ];
  const known = {
    ...{ row, ownId: textAt(value, "our_id"), index, question: textAt(value, "question"), log, flags },
    ...{ target: textAt(value, "answer"), about: textAt(value, "category"), reasoning: textAt(value, "thinking") },
    verdict: verdictAt(value, "hit", "score"),
  };
  if (text?.includes("Failed to obtain answer") === true) return failedRow(known, text.slice(0, 300));
  return foreignRow({ ...known, text, ...(isCut ? { state: "truncated", finish: "length" } : {}) });
}
