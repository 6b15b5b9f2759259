import { basename, relative } from "node:path";
import type { FileProblem } from "../../protocol/fileProblem.js";
import type {
  FileNode,
  GroupNode,
  MalformedNode,
  MetricsNode,
  MoreNode,
  PhaseNode,
  RolloutNode,
  RunNode,
  StepNode,
  UnreadNode,
  ZoomCallNode,
} from "../../protocol/treeNode.js";
import type { LoggedNumber } from "../../core/rollout/loggedNumber.js";
import type { PlacedCall } from "../../core/rollout/placedCall.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { DetailStore } from "./detailStore.js";
import type { RowFilter } from "./filter/rowFilter.js";
import { passingCount, passingRows } from "./filterRows.js";
import { dumpPlace } from "./dumpPlace.js";
import type { Group } from "./group.js";
import { launchLook, latestStep, stageParent } from "./launchItems.js";
import { writeNodeId } from "./nodeId.js";
import { malformedProblem } from "./malformedProblem.js";
import { malformedReasonOf } from "./malformedReasonOf.js";
import type { Row } from "./rowsOf.js";
import type { DumpFolder, MetricsSet, Run, Step } from "./run.js";
import { groupSpread, outcomeOf, stepStatistics } from "./stepStatistics.js";
import { unreadProblem } from "./unreadProblem.js";

/** Tree items as data. Each takes what it shows and nothing else; none reads a file. */

export const stepId = ({ folder, step, segment }: Step) => writeNodeId(["step", folder, step, segment]);
export const groupId = ({ folder, step, segment }: Step, group: Group) =>
  writeNodeId(["group", folder, step, segment, group.hash]);
export const rowId = ({ file, row }: Row) => writeNodeId(["row", file.path, row]);
export const runId = (path: string) => writeNodeId(["run", path]);

export function runItem(run: Run, said: Pick<RunNode, "problems" | "notes">, isReading: boolean): RunNode {
  const steps = run.folders.flatMap(folder => folder.steps);
  return {
    kind: "run",
    id: runId(run.path),
    parent: null,
    hasChildren: true,
    name: run.name,
    path: run.path,
    steps: steps.length,
    latestStep: latestStep(run),
    ...said,
    isReading,
    mixedPhases: run.mixedPhases,
    launch: launchLook(run),
  };
}

export function phaseItem(run: Run, folder: DumpFolder): PhaseNode {
  const { stage } = folder;
  const isAlone = run.folders.filter(one => one.phase === folder.phase && one.stage === stage).length === 1;
  return {
    kind: "phase",
    id: writeNodeId(["phase", folder.path]),
    parent: stageParent(run, stage),
    hasChildren: folder.steps.length > 0,
    phase: folder.phase,
    folder: isAlone ? null : relative(stage?.folder ?? run.path, folder.path) || basename(folder.path),
    steps: folder.steps.length,
  };
}

export function stepItem(step: Step, filter: RowFilter, details: DetailStore): StepNode {
  const { callsPerRollout, ...statistics } = stepStatistics(step, details);
  return {
    kind: "step",
    id: stepId(step),
    parent: writeNodeId(["phase", step.folder]),
    hasChildren: statistics.rollouts > 0,
    phase: step.phase,
    step: step.step,
    ...statistics,
    callsPerRollout,
    isBeingWritten: step.parts.some(({ file }) => file.pending),
    staleBy: step.staleBy,
    passing: filter.isActive ? passingCount(step, filter) : null,
  };
}

export function groupItem(
  step: Step,
  group: Group,
  question: { readonly id: string | null; readonly text: string },
  filter: RowFilter,
  details: DetailStore,
): GroupNode {
  const outcomes = group.rows.map(row => outcomeOf(row, details));
  const known = outcomes.filter(outcome => outcome !== null && outcome !== "unknown");
  return {
    kind: "group",
    id: groupId(step, group),
    parent: stepId(step),
    hasChildren: true,
    questionId: question.id,
    question: question.text,
    rollouts: group.rows.length,
    right: known.length === 0 ? null : known.filter(outcome => outcome === "correct").length,
    known: known.length,
    ...groupSpread(group, details),
    passing: filter.isActive ? passingRows(step, group, filter).length : null,
  };
}

/** The score as the scan knows it; the text of one that is no number is only known once the row is opened. */
export function scannedScore({ file, row }: Row): LoggedNumber {
  const value = file.columns.scoreOf(row);
  const kind = file.columns.scoreKindOf(row);
  switch (kind) {
    case "number":
      return { kind, value };
    case "infinity":
      return { kind, sign: value < 0 ? -1 : 1 };
    case "text":
      return { kind, text: "" };
    case "nan":
    case "null":
    case "absent":
      return { kind };
  }
}

export function rolloutItem(
  row: Row,
  number: number,
  parent: string,
  details: DetailStore,
  question: string | null = null,
): RolloutNode {
  const known = details.get(row.file, row.row);
  return {
    kind: "rollout",
    id: rowId(row),
    parent,
    hasChildren: known === null ? row.file.columns.callOpeningsOf(row.row) > 0 : known.calls + known.refused > 0,
    ref: { file: row.file.path, row: row.row },
    number,
    question,
    score: scannedScore(row),
    outcome: outcomeOf(row, details),
    meanIou: known?.meanIou ?? null,
    calls: known?.calls ?? null,
    cut: known?.cut ?? null,
    ...remarksOf(row, details),
  };
}

function remarksOf({ file, row }: Row, { remarks }: DetailStore): Pick<RolloutNode, "remarks"> {
  const said = remarks.of(file, row);
  return said === null ? {} : { remarks: said.remarks };
}

export function malformedItem(row: Row, parent: string): MalformedNode {
  return {
    kind: "malformed",
    id: rowId(row),
    parent,
    hasChildren: false,
    ref: { file: row.file.path, row: row.row },
    byteOffset: row.file.columns.offsetOf(row.row),
    reason: malformedProblem(malformedReasonOf(row) ?? { code: "not-json" }),
  };
}

/** In place of the malformed rows below `parent` that are not listed. */
export function moreItem(parent: string, malformed: number): MoreNode {
  return { kind: "more", id: writeNodeId(["more", parent]), parent, hasChildren: false, malformed };
}

export function zoomCallItem(row: Row, placed: PlacedCall, index: number): ZoomCallNode {
  return {
    kind: "zoomCall",
    id: writeNodeId(["call", row.file.path, row.row, index]),
    parent: rowId(row),
    hasChildren: false,
    ref: { file: row.file.path, row: row.row },
    call: index,
    label: placed.call.label,
    iou: placed.iou,
    refusedBy: placed.refusedBy,
  };
}

/** The step of a file's last row: its own, or the one that the file's path names. */
function lastStep(file: IndexedFile | undefined): number | null {
  if (file === undefined) return null;
  const step = file.columns.stepOf(file.columns.count - 1);
  return Number.isNaN(step) ? (dumpPlace(file)?.step ?? null) : step;
}

export function metricsItem(run: Run, { stage, files, earlier }: MetricsSet): MetricsNode {
  const all = [...earlier, ...files];
  const last = lastStep(all.findLast(file => file.columns.count > 0));
  const path = files[0]?.path ?? run.path;
  return {
    kind: "metrics",
    id: writeNodeId(["metrics", path]),
    parent: stageParent(run, stage),
    hasChildren: false,
    file: path,
    name: run.metrics.filter(set => set.stage === stage).length > 1 ? basename(path) : null,
    files: all.length,
    rows: all.reduce((sum, file) => sum + file.columns.count, 0),
    latestStep: last,
    isBeingWritten: files.some(({ pending }) => pending),
  };
}

export function fileItem(file: IndexedFile, parent: string | null, passing: number | null): FileNode {
  const problem: FileProblem | null = file.unread === null ? null : unreadProblem(file.unread);
  return {
    kind: "file",
    id: writeNodeId(["file", file.path]),
    parent,
    hasChildren: file.format !== null && file.columns.count > 0,
    path: file.path,
    name: basename(file.path),
    format: file.format,
    rows: file.columns.count,
    malformed: file.malformed.length,
    problem,
    isBeingWritten: file.pending,
    passing,
  };
}

export function unreadItem(run: string | null, files: number): UnreadNode {
  const parent = run === null ? null : runId(run);
  return { kind: "unread", id: writeNodeId(["unread", run]), parent, hasChildren: true, files };
}
