import * as z from "zod";
import type { JsonObject } from "../../dataset/jsonObject.js";
import { batchRow, deepeyesRow, mangaVqaRow } from "./endpointRows.js";
import { type ForeignFormat, type ForeignRow, foreignRow } from "./foreignRow.js";
import { harnessSampleRows, inspectSampleRow } from "./harnessSampleRows.js";
import { numberAt, textAt, verdictAt } from "./rowValues.js";
import { vlmEvalKitRow } from "./vlmEvalKitRow.js";

/** Which column of a table says what, for results whose form nobody has described. */
export const predictionMappingSchema = z
  .strictObject({
    id: z.string().min(1),
    prediction: z.string().min(1),
    model: z.string().min(1).optional(),
    attempt: z.string().min(1).optional(),
    target: z.string().min(1).optional(),
    verdict: z.string().min(1).optional(),
  })
  .readonly();
export type PredictionMapping = z.infer<typeof predictionMappingSchema>;

const has = (value: JsonObject, ...names: readonly string[]): boolean =>
  names.every(name => Object.hasOwn(value, name));

/** Whose a row is, by its keys; null: nobody's that is known, so that a mapping must say. */
export function foreignFormatOf(first: JsonObject): ForeignFormat | null {
  if (has(first, "custom_id") && (has(first, "response") || has(first, "error"))) return "openai-batch";
  if (has(first, "doc_id") && (has(first, "resps") || has(first, "filtered_resps")))
    return has(first, "doc") ? "lm-eval" : "lmms-eval";
  if (has(first, "id", "epoch", "output")) return "inspect";
  if (has(first, "question", "pred_output")) return "deepeyes";
  if (has(first, "generated_answer", "question")) return "mangavqa";
  return has(first, "index", "prediction") ? "vlmevalkit" : null;
}

function mappedRow(value: JsonObject, row: number, mapping: PredictionMapping): ForeignRow {
  const { id, prediction, model, attempt, target, verdict } = mapping;
  return foreignRow({
    ...{ row, ownId: textAt(value, id), text: textAt(value, prediction) },
    model: model === undefined ? null : textAt(value, model),
    attempt: Math.max(0, Math.trunc(attempt === undefined ? 0 : (numberAt(value, attempt) ?? 0))),
    target: target === undefined ? null : textAt(value, target),
    verdict: verdict === undefined ? null : verdictAt(value, verdict),
  });
}

/** The answers in a row of another program's file; none where it repeats another row in another order of options. */
export function readForeign(
  format: ForeignFormat,
  value: JsonObject,
  row: number,
  mapping: PredictionMapping | null,
): readonly ForeignRow[] {
  switch (format) {
    case "vlmevalkit": {
      const read = vlmEvalKitRow(value, row);
      return read === null ? [] : [read];
    }
    case "lmms-eval":
    case "lm-eval":
      return harnessSampleRows(value, row);
    case "inspect":
      return [inspectSampleRow(value, row)];
    case "openai-batch":
      return [batchRow(value, row)];
    case "deepeyes":
      return [deepeyesRow(value, row)];
    case "mangavqa":
      return [mangaVqaRow(value, row)];
    case "mapped":
      return mapping === null ? [] : [mappedRow(value, row, mapping)];
    default: {
      const never: never = format;
      return never;
    }
  }
}
