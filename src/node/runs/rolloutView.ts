import { basename } from "node:path";
import type { JoinResult } from "../../core/dataset/joinQuestion.js";
import { questionOf } from "../../core/evaluation/questionOf.js";
import { truthOf } from "../../core/rollout/truthOf.js";
import { rewardParts } from "../../core/rollout/rewardParts.js";
import { valueText } from "../../core/rollout/valueText.js";
import type { BetterSpace, RolloutView, UnreadableView } from "../../protocol/rolloutView.js";
import { blankShape } from "./blankShape.js";
import type { FailedRow, OpenedRollout } from "./openedRow.js";
import type { Row } from "./rowsOf.js";
import type { Run, Step } from "./run.js";
import { rowId, runId } from "./treeItems.js";

/** Longer logged columns are cut for the view; the raw line is one click away. */
const maxExtraText = 4000;

function joinedFrom(join: JoinResult): RolloutView["joinedFrom"] {
  if (join.kind !== "one") return { kind: "nowhere" };
  return join.joined.dataset === null ? { kind: "row" } : { kind: "dataset", name: basename(join.joined.dataset) };
}

/** The question that a rollout answered: as its dataset has it, else as its prompt asks it. */
export function questionView({ rollout, join, given }: OpenedRollout): RolloutView["question"] {
  const question = join.kind === "one" ? join.joined.question : null;
  const asked = questionOf(rollout);
  return {
    text: question?.question ?? asked.question,
    options: question !== null && question.options.length > 0 ? question.options : asked.options,
    expected: question?.answer ?? truthOf(rollout.groundTruth),
    given,
    taskKind: question?.taskKind ?? rollout.fields.taskKind,
    id: question?.id ?? rollout.fields.questionId,
    expectedZooms: question?.expectedZooms ?? null,
  };
}

function sourceOf({ file, row }: Row): RolloutView["source"] {
  const byteOffset = file.columns.offsetOf(row);
  return { file: file.path, name: basename(file.path), row, byteOffset, format: file.format ?? "" };
}

export interface Surroundings {
  readonly run: Run | null;
  readonly step: Step | null;
  readonly group: RolloutView["group"];
  readonly betterSpace: BetterSpace | null;
}

/** The page as the view draws it: one of unknown size is shaped so that the boxes fit on it. */
function drawnPage({ page, pageSize, placed, join }: OpenedRollout): Pick<RolloutView, "page" | "placed"> {
  if (page.kind === "image" || pageSize !== null) return { page, placed };
  const targets = (join.kind === "one" ? join.joined.question.targets : null) ?? [];
  const { size, placed: drawn } = blankShape(
    placed,
    targets.map(({ box }) => box),
  );
  return { page: { ...page, ...size }, placed: drawn };
}

/** Everything that the view draws of an opened rollout. */
export function rolloutView(
  row: Row,
  opened: OpenedRollout,
  { run, step, group, betterSpace }: Surroundings,
): RolloutView {
  const { rollout, trajectory, join } = opened;
  const question = join.kind === "one" ? join.joined.question : null;
  return {
    kind: "rollout",
    ref: { file: row.file.path, row: row.row },
    nodeId: rowId(row),
    run: { id: runId(run?.path ?? row.file.root), name: run?.name ?? basename(row.file.root) },
    phase: step?.phase ?? null,
    // Rows that name no step have that of their file's name or folder; lines of validation that of their time.
    step: rollout.step ?? (step === null || Number.isNaN(step.step) ? null : step.step),
    outcome: opened.outcome,
    outcomeSource: opened.outcomeSource,
    question: questionView(opened),
    ...drawnPage(opened),
    targets: question?.targets ?? null,
    joinedFrom: joinedFrom(join),
    lineFile: opened.lineFile,
    marks: question?.marks ?? [],
    turns: trajectory.turns,
    isUtf8: opened.isUtf8,
    calls: trajectory.calls,
    cut: trajectory.cut,
    guess: opened.guess,
    dialect: opened.placed.length === 0 ? null : trajectory.dialect,
    betterSpace,
    reward: rewardParts(rollout),
    meanIou: opened.details.meanIou,
    extras: rollout.extras.map(({ name, value }) => ({ name, text: valueText(value, maxExtraText) })),
    group,
    source: sourceOf(row),
  };
}

/** A row that cannot be shown: why, and where it stands. */
export function unreadableView(row: Row, { problem }: FailedRow): UnreadableView {
  return {
    kind: "unreadable",
    ref: { file: row.file.path, row: row.row },
    nodeId: rowId(row),
    code: problem.code,
    values: problem.values,
    byteOffset: row.file.columns.offsetOf(row.row),
    name: basename(row.file.path),
  };
}
