import * as z from "zod";
import type { JsonObject } from "../../dataset/jsonObject.js";
import { batchRow } from "./endpointRows.js";
import { type ForeignFormat, type ForeignRow, foreignRow } from "./foreignRow.js";
import { harnessSampleRows } from "./harnessSampleRows.js";
import { inspectSampleRows } from "./inspectSampleRows.js";
import { attemptAt, textAt, verdictAt } from "./rowValues.js";
import { isChainOfFocus, mangaVqaRow, talkRow } from "./talkRows.js";
import { isCircularRow, vlmEvalKitRow } from "./vlmEvalKitRow.js";

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

/** Whose a row is, by its keys; null: nobody's that is known. */
function formatOf(first: JsonObject): ForeignFormat | null {
  if (has(first, "custom_id") && (has(first, "response") || has(first, "error"))) return "openai-batch";
  if (has(first, "doc_id") && (has(first, "resps") || has(first, "filtered_resps")))
    return has(first, "doc") ? "lm-eval" : "lmms-eval";
  if (has(first, "id", "epoch", "output")) return "inspect";
  if (has(first, "question", "pred_output")) return "deepeyes";
  if (has(first, "generated_answer", "question")) return "mangavqa";
  return has(first, "index", "prediction") ? "vlmevalkit" : null;
}

/** Whose the rows of a file are; null: nobody's that is known, so that a mapping must say. */
export function foreignFormatOf(rows: readonly JsonObject[]): ForeignFormat | null {
  const [first] = rows;
  const format = first === undefined ? null : formatOf(first);
  return format === "deepeyes" && rows.some(isChainOfFocus) ? "chain-of-focus" : format;
}

/** What has to be known of a whole file before one of its rows is read. */
export interface ForeignFile {
  readonly format: ForeignFormat;
  readonly mapping: PredictionMapping | null;
  /** Each question stands there in every rotation of its options. */
  readonly isCircular: boolean;
}

export const foreignFile = (
  format: ForeignFormat,
  rows: readonly JsonObject[],
  mapping: PredictionMapping | null,
): ForeignFile => ({ format, mapping, isCircular: format === "vlmevalkit" && rows.some(isCircularRow) });

function mappedRow(value: JsonObject, row: number, mapping: PredictionMapping): readonly ForeignRow[] {
  const { id, prediction, model, attempt: attemptColumn, target, verdict } = mapping;
  const attempt = attemptColumn === undefined ? 0 : attemptAt(value, attemptColumn, 0);
  if (attempt === null) return [];
  const known = {
    ...{ row, ownId: textAt(value, id), text: textAt(value, prediction), attempt },
    model: model === undefined ? null : textAt(value, model),
    target: target === undefined ? null : textAt(value, target),
    verdict: verdict === undefined ? null : verdictAt(value, verdict),
  };
  return [foreignRow(known)];
}

/** The answers in a row of another program's file; none where it says things that no row can. */
export function readForeign(
  value: JsonObject,
  row: number,
  { format, mapping, isCircular }: ForeignFile,
): readonly ForeignRow[] {
  switch (format) {
    case "vlmevalkit":
      return [vlmEvalKitRow(value, row, isCircular)];
    case "lmms-eval":
    case "lm-eval":
      return harnessSampleRows(value, row);
    case "inspect":
      return inspectSampleRows(value, row);
    case "openai-batch":
      return [batchRow(value, row)];
    case "deepeyes":
    case "chain-of-focus":
      return [talkRow(value, row)];
    case "mangavqa":
      return [mangaVqaRow(value, row)];
    case "mapped":
      return mapping === null ? [] : mappedRow(value, row, mapping);
    default: {
      const never: never = format;
      return never;
    }
  }
}
