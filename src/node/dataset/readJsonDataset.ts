import { readFile } from "node:fs/promises";
import { parseTolerant } from "../../core/rollout/parseTolerant.js";
import { decodeText } from "./decodeText.js";
import type { DatasetLimits } from "./datasetLimits.js";
import { readLines, type Line } from "./readLines.js";
import type { QuestionCollector } from "./questionCollector.js";

function addLine(line: Line, row: number, collector: QuestionCollector): void {
  const at = { row, rows: 1, byteOffset: line.byteOffset };
  if (line.bytes === null) {
    collector.addProblem({ ...at, reason: { code: "line-too-long", bytes: line.length } });
    return;
  }
  const { text, isExact } = decodeText(line.bytes);
  const parsed = parseTolerant(text);
  if (!parsed.ok) collector.addProblem({ ...at, reason: { code: "not-json", at: parsed.at } });
  else collector.addRecord(parsed.value, row, line.byteOffset);
  if (!isExact) collector.addProblem({ ...at, reason: { code: "not-utf8" } });
}

async function addLines(path: string, limits: DatasetLimits, collector: QuestionCollector): Promise<void> {
  let row = 0;
  for await (const line of readLines(path, limits.maxLineBytes)) {
    if (line.length === 0 || line.bytes?.toString("utf8").trim() === "") continue;
    addLine(line, row++, collector);
    if (collector.isFull) return;
  }
}

/** True when the first non-empty line is one JSON object: then the file is JSONL, however large. */
async function isJsonLines(path: string, limits: DatasetLimits): Promise<boolean> {
  for await (const { bytes } of readLines(path, limits.maxLineBytes)) {
    if (bytes === null) return false;
    const text = bytes.toString("utf8");
    if (text.trim() === "") continue;
    const parsed = parseTolerant(text);
    return parsed.ok && !Array.isArray(parsed.value);
  }
  return true;
}

/**
 * Reads JSON or JSONL, told apart by content: a list of records, one record, or one record a line. A line that cannot be
 * parsed is a problem and the others are kept. Gives the file's size when it is one value too large to be parsed whole.
 */
export async function readJsonDataset(
  path: string,
  bytes: number,
  limits: DatasetLimits,
  collector: QuestionCollector,
): Promise<{ readonly tooLarge: boolean }> {
  if (await isJsonLines(path, limits)) {
    await addLines(path, limits, collector);
    return { tooLarge: false };
  }
  const parsed = bytes > limits.maxJsonBytes ? null : parseTolerant(decodeText(await readFile(path)).text);
  if (parsed?.ok !== true) {
    // Neither one value nor an object in the first line: most likely JSONL whose first line is damaged.
    if (parsed === null) return { tooLarge: true };
    await addLines(path, limits, collector);
    return { tooLarge: false };
  }
  const records: readonly unknown[] = Array.isArray(parsed.value) ? parsed.value : [parsed.value];
  records.forEach((record, row) => {
    collector.addRecord(record, row, null);
  });
  return { tooLarge: false };
}
