import { callConventions } from "../../core/rollout/callConventions.js";
import { countCalls, type CallCounts } from "../../core/rollout/countCalls.js";
import { trajectoryOf } from "../../core/rollout/trajectoryOf.js";
import type { IndexedFile } from "../index/indexedFile.js";
import { stepsOf } from "../runs/dumpFolder.js";
import type { Indexer } from "../index/indexer.js";
import { malformedProblem } from "../runs/malformedProblem.js";
import { readRow } from "../runs/readRow.js";
import { reasonText } from "./reasonText.js";
import { unreadProblem } from "../runs/unreadProblem.js";

const noCalls = { all: 0, zoom: 0, notJson: 0, unclosed: 0, callsNotReplies: 0, suspectTurns: 0 };

async function countRow(file: IndexedFile, row: number, index: Indexer): Promise<CallCounts | null> {
  if (file.format === null || file.columns.isMalformed(row)) return null;
  const read = await index.readUnit(file, row);
  if (read.kind !== "bytes") return null;
  const opened = readRow(read.bytes, file.format, {});
  if (opened.kind !== "rollout") return null;
  return countCalls(trajectoryOf(opened.rollout), callConventions(file.format));
}

/** Calls over all rows; this opens every row, one after the other. `unread` rows could not be opened and are not counted. */
async function countFile(file: IndexedFile, index: Indexer) {
  const total = { ...noCalls, uncounted: 0 };
  for (let row = 0; row < file.columns.count; row++) {
    const counts = await countRow(file, row, index);
    if (counts === null) total.uncounted++;
    else {
      total.all += counts.all;
      total.zoom += counts.zoom;
      total.notJson += counts.notJson;
      total.unclosed += counts.unclosed;
      total.callsNotReplies += counts.callsNotReplies;
      total.suspectTurns += counts.suspectTurns;
    }
  }
  return total;
}

/** Groups of a file: rollouts of one question at one step; and maximal runs of rows with equal prompts. */
function countGroups({ columns }: IndexedFile): { groups: number; groupRuns: number } {
  const groups = new Set<string>();
  let groupRuns = 0;
  let last: string | null = null;
  for (let row = 0; row < columns.count; row++) {
    if (columns.isMalformed(row)) continue;
    const group = `${columns.stepOf(row)}/${columns.groupOf(row)}`;
    groups.add(group);
    if (group !== last) groupRuns++;
    last = group;
  }
  return { groups: groups.size, groupRuns };
}

/** Steps of a file, each once, ascending. */
function stepNumbers(file: IndexedFile): readonly number[] {
  return [...new Set(stepsOf(file).steps.map(({ step }) => step))].sort((a, b) => a - b);
}

const isRollouts = (file: IndexedFile) =>
  file.format !== null && !["verl-metrics", "llamafactory-log", "trainer-state"].includes(file.format);

/** One file of `loupe index --json`. */
export async function indexJson(file: IndexedFile, index: Indexer) {
  const calls = isRollouts(file) ? await countFile(file, index) : { ...noCalls, uncounted: 0 };
  return {
    path: file.path,
    format: file.format,
    ...(file.unread === null ? {} : { reason: reasonText(unreadProblem(file.unread)) }),
    rows: file.columns.count,
    malformed: file.malformed.map(({ row, byteOffset, reason }) => ({
      row,
      byteOffset,
      reason: reasonText(malformedProblem(reason)),
    })),
    pending: file.pending,
    steps: stepNumbers(file),
    ...(isRollouts(file) ? countGroups(file) : { groups: 0, groupRuns: 0 }),
    calls: { all: calls.all, zoom: calls.zoom, notJson: calls.notJson, unclosed: calls.unclosed },
    rowsCallsNotReplies: calls.callsNotReplies,
    suspectTurns: calls.suspectTurns,
  };
}
