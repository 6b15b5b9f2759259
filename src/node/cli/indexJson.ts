import { callConventions } from "../../core/rollout/callConventions.js";
import { countCalls, type CallCounts } from "../../core/rollout/countCalls.js";
import type { MalformedReason } from "../../core/rollout/dumpFormat.js";
import type { FormatId } from "../../core/rollout/formatId.js";
import { formats } from "../../core/rollout/formats.js";
import { trajectoryOf } from "../../core/rollout/trajectoryOf.js";
import type { IndexedFile, MalformedRow } from "../index/indexedFile.js";
import { stepsOf } from "../runs/dumpFolder.js";
import type { Indexer } from "../index/indexer.js";
import { malformedProblem } from "../runs/malformedProblem.js";
import { readRow } from "../runs/readRow.js";
import { reasonText } from "./reasonText.js";
import { unreadProblem } from "../runs/unreadProblem.js";

/** What opening a row tells of it. */
type RowCount =
  | { readonly kind: "counted"; readonly counts: CallCounts; readonly isUtf8: boolean; readonly prompt: string }
  | { readonly kind: "malformed"; readonly reason: MalformedReason }
  | { readonly kind: "unread" };

async function countRow(file: IndexedFile, format: FormatId, row: number, index: Indexer): Promise<RowCount> {
  const read = await index.readUnit(file, row);
  if (read.kind !== "bytes") return { kind: "unread" };
  const opened = readRow(read.bytes, format, index.columnsOf(file), null, file.columns.itemOf(row));
  if (opened.kind === "malformed") return opened;
  if (opened.kind === "metrics" || opened.kind === "reward") return { kind: "unread" };
  const counts = countCalls(trajectoryOf(opened.rollout), callConventions(format));
  return { kind: "counted", counts, isUtf8: opened.isUtf8, prompt: opened.rollout.prompt };
}

function newCount() {
  return { all: 0, zoom: 0, notJson: 0, unclosed: 0, callsNotReplies: 0, suspectTurns: 0, uncounted: 0, notUtf8: 0 };
}

/** Counts maximal runs of rows with equal prompts. A row that cannot be opened is known by its group. */
class PromptRuns {
  count = 0;
  private last: string | number | null = null;

  take(prompt: string | number): void {
    if (prompt !== this.last) this.count++;
    this.last = prompt;
  }
}

/**
 * Calls over all rows, and runs of equal prompts; this opens every row, one after the other. Rows that could not be opened are `uncounted`; those
 * that turn out to be malformed are told with the ones that the scan found.
 */
async function countFile(file: IndexedFile, format: FormatId, index: Indexer) {
  const total = newCount();
  const malformed: MalformedRow[] = [...file.malformed];
  const runs = new PromptRuns();
  for (let row = 0; row < file.columns.count; row++) {
    if (file.columns.isMalformed(row)) continue;
    const one = await countRow(file, format, row, index);
    if (one.kind !== "malformed") runs.take(one.kind === "counted" ? one.prompt : file.columns.groupOf(row));
    if (one.kind === "unread") total.uncounted++;
    else if (one.kind === "malformed")
      malformed.push({ row, byteOffset: file.columns.offsetOf(row), reason: one.reason });
    else {
      total.all += one.counts.all;
      total.zoom += one.counts.zoom;
      total.notJson += one.counts.notJson;
      total.unclosed += one.counts.unclosed;
      total.callsNotReplies += one.counts.callsNotReplies;
      total.suspectTurns += one.counts.suspectTurns;
      if (!one.isUtf8) total.notUtf8++;
    }
  }
  return { calls: total, groupRuns: runs.count, malformed: malformed.sort((a, b) => a.row - b.row) };
}

/** Groups of a file: rollouts of one question at one step. */
function countGroups(file: IndexedFile): number {
  const { columns } = file;
  const { steps, stepless } = stepsOf(file);
  const distinct = (rows: Iterable<number>) => {
    const groups = new Set<number>();
    for (const row of rows) if (!columns.isMalformed(row)) groups.add(columns.groupOf(row));
    return groups.size;
  };
  const all = () => Array.from({ length: columns.count }, (_, row) => row);
  return steps.reduce((sum, { rows }) => sum + distinct(rows ?? all()), distinct(stepless));
}

/** Steps of a file, each once, ascending. */
function stepNumbers(file: IndexedFile): readonly number[] {
  return [...new Set(stepsOf(file).steps.map(({ step }) => step))].sort((a, b) => a - b);
}

function holdsRollouts(format: FormatId): boolean {
  const rows = formats.find(({ id }) => id === format)?.rows;
  return rows === "rollouts" || rows === "predictions" || rows === "evaluation";
}

/** One file of `loupe index --json`. */
export async function indexJson(file: IndexedFile, index: Indexer) {
  const { format } = file;
  const isRollouts = format !== null && holdsRollouts(format);
  const { calls, groupRuns, malformed } = isRollouts
    ? await countFile(file, format, index)
    : { calls: newCount(), groupRuns: 0, malformed: file.malformed };
  return {
    path: file.path,
    format,
    ...(file.unread === null ? {} : { reason: reasonText(unreadProblem(file.unread)) }),
    rows: file.columns.count,
    malformed: malformed.map(({ row, byteOffset, reason }) => ({
      row,
      byteOffset,
      reason: reasonText(malformedProblem(reason)),
    })),
    pending: file.pending,
    steps: stepNumbers(file),
    groups: isRollouts ? countGroups(file) : 0,
    groupRuns,
    calls: { all: calls.all, zoom: calls.zoom, notJson: calls.notJson, unclosed: calls.unclosed },
    rowsCallsNotReplies: calls.callsNotReplies,
    suspectTurns: calls.suspectTurns,
    uncounted: calls.uncounted,
    notUtf8: calls.notUtf8,
  };
}
