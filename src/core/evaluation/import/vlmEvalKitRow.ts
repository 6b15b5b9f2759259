import { optionLetter } from "../../benchmark/sources/rowFields.js";
import type { JsonObject } from "../../dataset/jsonObject.js";
import type { AnswerOption } from "../answerOption.js";
import { failedRow, type ForeignFlag, type ForeignRow, foreignRow } from "./foreignRow.js";
import { numberAt, textAt, verdictAt } from "./rowValues.js";

/** Cells of a spreadsheet end here, with no more than a warning of who writes it (facts: evaluation 1.5). */
const longestCell = 32_767;

/** Rotations of a question stand so far apart. */
const rotationStep = 1_000_000;

/** As many as there are letters for options. */
const mostRotations = 26;

/** The row's options, as far as its columns have text without a gap. */
function optionsOf(value: JsonObject): readonly AnswerOption[] | null {
  const found: AnswerOption[] = [];
  for (let at = 0; at < mostRotations; at++) {
    const label = optionLetter(at);
    const text = textAt(value, label);
    if (text === null) break;
    found.push({ label, text });
  }
  return found.length < 2 ? null : found;
}

/** Which rotation a row is; null: its number is none of VLMEvalKit's. */
function rotationAt(index: number | null): number | null {
  const rotation = index === null || index < 0 ? null : Math.floor(index / rotationStep);
  return rotation !== null && rotation < mostRotations ? rotation : null;
}

/** Whether a row is of a circular evaluation: it names its group, or is a rotation of another row. */
export const isCircularRow = (value: JsonObject): boolean =>
  numberAt(value, "g_index") !== null || (rotationAt(numberAt(value, "index")) ?? 0) > 0;

/**
 * A row of VLMEvalKit's predictions or results. `isCircular`: its table asks each question in every rotation of its
 * options; of its results only the first row is kept, with one verdict on all of them.
 */
export function vlmEvalKitRow(value: JsonObject, row: number, isCircular = false): ForeignRow {
  const written = numberAt(value, "index");
  const rotation = isCircular ? rotationAt(written) : null;
  const index = written === null ? null : written - (rotation ?? 0) * rotationStep;
  const [text, log] = [textAt(value, "prediction"), textAt(value, "log")];
  const isCut = text?.length === longestCell;
  const verdict = verdictAt(value, "hit", "score");
  const flags: readonly ForeignFlag[] = [
    ...(log?.includes("randomly generate one") === true ? (["judge-guess"] as const) : []),
    ...(isCut ? (["cut-by-writer"] as const) : []),
    ...(isCircular && verdict !== null ? (["verdict-of-rotations"] as const) : []),
  ];
  const known = {
    ...{ row, ownId: textAt(value, "our_id"), index, question: textAt(value, "question"), log, flags, verdict },
    ...{ target: textAt(value, "answer"), about: textAt(value, "category"), reasoning: textAt(value, "thinking") },
    ...{ options: optionsOf(value), rotation, model: textAt(value, "model") },
  };
  if (text?.includes("Failed to obtain answer") === true) return failedRow(known, text.slice(0, 300));
  return foreignRow({ ...known, text, ...(isCut ? { state: "truncated", finish: "length" } : {}) });
}
