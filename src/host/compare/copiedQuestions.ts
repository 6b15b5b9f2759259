import type { PlainTable } from "../../core/reward/tableText.js";
import type { ComparedQuestion, ComparedSide } from "../../protocol/reward/compareApi.js";

/** Rows asked for at once, and copied at most: more than that belongs in a file, which the command line writes. */
const pageRows = 200;
const mostRows = 20_000;

interface Page {
  readonly total: number;
  readonly rows: readonly ComparedQuestion[];
}

const sideCells = (side: ComparedSide | null) =>
  side === null
    ? [null, null, null, null, null, null, null]
    : [
        ...[side.outcome, side.rollouts, side.right, side.score, side.meanIou],
        ...[side.shown.advantage, `${side.shown.ref.file}:${String(side.shown.ref.row)}`],
      ];

const sideHeads = ["outcome", "rollouts", "right", "score", "meanIou", "advantage", "rollout"];

/**
 * A list of questions as a table to copy, read page by page up to the most that is copied. Heads are the names of the
 * fields: they are read by programs too.
 */
export async function copiedQuestions(page: (offset: number, count: number) => Promise<Page>): Promise<PlainTable> {
  const rows: ComparedQuestion[] = [];
  for (let total = 1; rows.length < Math.min(total, mostRows);) {
    const more = await page(rows.length, pageRows);
    if (more.rows.length === 0) break;
    total = more.total;
    rows.push(...more.rows.slice(0, mostRows - rows.length));
  }
  const heads = (side: string) => sideHeads.map(name => `${side}.${name}`);
  return {
    head: ["question", "taskKind", ...heads("left"), ...heads("right")],
    rows: rows.map(row => [row.name, row.taskKind, ...sideCells(row.left), ...sideCells(row.right)]),
  };
}
