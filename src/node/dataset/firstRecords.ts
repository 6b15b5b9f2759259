import { isJsonObject, type JsonObject } from "../../core/dataset/jsonObject.js";
import { parseTolerant } from "../../core/rollout/parseTolerant.js";
import { readFailure, type ReadFailure } from "../index/readFailure.js";
import { linesOf, readLines } from "./readLines.js";

/** Enough rows to see columns that some of them lack. */
const mostRecords = 50;
/** A file whose first lines are no objects is none of rows. */
const mostLines = 1000;
/** A longer line holds no rollout. */
const maxLineBytes = 64 * 1024 * 1024;

export type FirstRecords =
  | { readonly kind: "read"; readonly records: readonly JsonObject[] }
  | { readonly kind: "failed"; readonly failure: ReadFailure };

function recordOf(bytes: Buffer | null): JsonObject | null {
  const parsed = bytes === null ? null : parseTolerant(bytes.toString("utf8").replace(/^\uFEFF/, ""));
  return parsed?.ok === true && isJsonObject(parsed.value) ? parsed.value : null;
}

/** The first lines of a file, or of a stream of bytes, that are JSON objects; others are passed over. Never rejects. */
export async function firstRecords(source: string | AsyncIterable<Buffer>): Promise<FirstRecords> {
  const records: JsonObject[] = [];
  let seen = 0;
  try {
    for await (const { bytes } of typeof source === "string"
      ? readLines(source, maxLineBytes)
      : linesOf(source, maxLineBytes)) {
      const record = recordOf(bytes);
      if (record !== null) records.push(record);
      if (records.length === mostRecords || ++seen === mostLines) break;
    }
  } catch (error) {
    return { kind: "failed", failure: readFailure(error) };
  }
  return { kind: "read", records };
}
