import type { PlainTable } from "../../core/reward/tableText.js";
import type { RolloutBehind } from "../../protocol/reward/curvesApi.js";
import type { PushedRollout } from "../../protocol/reward/whatIfApi.js";

/** Rows asked for at once, and copied at most: more than that belongs in a file, which the command line writes. */
const pageRows = 200;
const mostRows = 20_000;

interface Page<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

/** A list as a table to copy; `total` is how many rows the list has, which may be more than were copied. */
export interface CopiedRollouts {
  readonly table: PlainTable;
  readonly total: number;
}

/** All rows of a long list, page by page, up to the most that is copied. */
async function allRows<Row>(page: (offset: number, count: number) => Promise<Page<Row>>): Promise<Page<Row>> {
  const rows: Row[] = [];
  for (;;) {
    const { total, rows: more } = await page(rows.length, pageRows);
    rows.push(...more.slice(0, mostRows - rows.length));
    if (more.length === 0 || rows.length >= Math.min(total, mostRows)) return { total, rows };
  }
}

const place = ({ ref, question, number }: PushedRollout | RolloutBehind) => [ref.file, ref.row, question, number];

/** Lists of rollouts as tables to copy. Heads are the names of the fields: they are read by programs too. */
export const copiedRollouts = {
  async pushed(page: (offset: number, count: number) => Promise<Page<PushedRollout>>): Promise<CopiedRollouts> {
    const head = ["file", "row", "question", "number", "step", "outcome"];
    const figures = ["rewardBefore", "advantageBefore", "advantageAfter", "rewardAfter", "calls", "expected", "ious"];
    const listed = await allRows(page);
    const rows = listed.rows.map(one => [
      ...place(one),
      ...[one.step, one.outcome, one.rewardBefore, one.advantageBefore, one.advantageAfter, one.rewardAfter],
      ...[one.calls, one.expected, one.ious.map(iou => iou.toFixed(4)).join(" ")],
    ]);
    return { table: { head: [...head, ...figures], rows }, total: listed.total };
  },

  async behind(page: (offset: number, count: number) => Promise<Page<RolloutBehind>>): Promise<CopiedRollouts> {
    const listed = await allRows(page);
    const rows = listed.rows.map(one => [...place(one), one.outcome, one.value, one.part]);
    const head = ["file", "row", "question", "number", "outcome", "value", "part"];
    return { table: { head, rows }, total: listed.total };
  },
} as const;
