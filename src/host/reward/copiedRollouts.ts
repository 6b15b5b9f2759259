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

/** All rows of a long list, page by page, up to the most that is copied. */
async function allRows<Row>(page: (offset: number, count: number) => Promise<Page<Row>>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const { total, rows: more } = await page(rows.length, pageRows);
    rows.push(...more.slice(0, mostRows - rows.length));
    if (more.length === 0 || rows.length >= Math.min(total, mostRows)) return rows;
  }
}

const place = ({ ref, question, number }: PushedRollout | RolloutBehind) => [ref.file, ref.row, question, number];

/** Lists of rollouts as tables to copy. Heads are the names of the fields: they are read by programs too. */
export const copiedRollouts = {
  async pushed(page: (offset: number, count: number) => Promise<Page<PushedRollout>>): Promise<PlainTable> {
    const head = ["file", "row", "question", "number", "step", "outcome"];
    const figures = ["rewardBefore", "advantageBefore", "advantageAfter", "rewardAfter", "calls", "expected", "ious"];
    const rows = (await allRows(page)).map(one => [
      ...place(one),
      ...[one.step, one.outcome, one.rewardBefore, one.advantageBefore, one.advantageAfter, one.rewardAfter],
      ...[one.calls, one.expected, one.ious.map(iou => iou.toFixed(4)).join(" ")],
    ]);
    return { head: [...head, ...figures], rows };
  },

  async behind(page: (offset: number, count: number) => Promise<Page<RolloutBehind>>): Promise<PlainTable> {
    const rows = (await allRows(page)).map(one => [...place(one), one.outcome, one.value, one.part]);
    return { head: ["file", "row", "question", "number", "outcome", "value", "part"], rows };
  },
} as const;
