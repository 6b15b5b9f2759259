import { isJsonObject, type JsonObject } from "../../core/dataset/jsonObject.js";
import { inputLines } from "./inputLines.js";

/** Enough rows to see columns that some of them lack. */
const mostRecords = 50;
/** A file whose first lines are no objects is none of rows. */
const mostLines = 1000;

/** The first lines of a file that are JSON objects; others are passed over. Throws an ExpectedError where it cannot be read. */
export async function firstRecords(file: string): Promise<readonly JsonObject[]> {
  const records: JsonObject[] = [];
  for await (const { number, read } of inputLines(file)) {
    if (read.kind === "value" && isJsonObject(read.value)) records.push(read.value);
    if (records.length === mostRecords || number === mostLines) break;
  }
  return records;
}
