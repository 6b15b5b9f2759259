import { rewardParts } from "../../core/rollout/rewardParts.js";
import type { GroupMember, RolloutView } from "../../protocol/rolloutView.js";
import type { DetailStore } from "./detailStore.js";
import type { Group } from "./group.js";
import { meanOf } from "./meanOf.js";
import type { OpenedRowResult } from "./openedRow.js";
import type { Row } from "./rowsOf.js";
import { groupSpread, scoreOf } from "./stepStatistics.js";
import { scannedScore } from "./treeItems.js";

function member(row: Row, number: number, opened: OpenedRowResult): GroupMember {
  const ref = { file: row.file.path, row: row.row };
  if (opened.kind !== "rollout")
    return { ref, number, score: scannedScore(row), outcome: "unknown", parts: [], ious: [], isMalformed: true };
  return {
    ref,
    number,
    score: opened.rollout.score,
    outcome: opened.outcome,
    parts: rewardParts(opened.rollout),
    ious: opened.placed.map(({ iou }) => iou),
    isMalformed: false,
  };
}

/** The group of a row for the strip below the view: every rollout of it, opened. */
export async function groupView(
  row: Row,
  group: Group,
  id: string,
  open: (row: Row) => Promise<OpenedRowResult>,
  details: DetailStore,
): Promise<RolloutView["group"]> {
  // A member is all that is kept of an opened row: a group may have a thousand.
  const members = await Promise.all(group.rows.map(async (one, i) => member(one, i + 1, await open(one))));
  return {
    id,
    position: group.rows.findIndex(one => one.row === row.row && one.file.path === row.file.path) + 1,
    members,
    meanScore: meanOf(group.rows.map(scoreOf)),
    ...groupSpread(group, details),
  };
}
