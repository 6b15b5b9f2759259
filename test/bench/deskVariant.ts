// The view's tables of the evaluations in FOLDER, in a process of its own: node --expose-gc deskVariant.mjs FOLDER STORE
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { GradeStore } from "../../src/node/evaluation/gradeStore.js";
import { EvaluationDesk } from "../../src/node/evaluation/stored/evaluationDesk.js";
import type { TableQuery } from "../../src/protocol/evaluation/evaluationViewApi.js";

export interface DeskTimes {
  /** The first table, one with a base, and one of a split with errors by page. */
  readonly opened: number;
  readonly base: number;
  readonly cut: number;
  /** What is held between two tables, more than before the first. */
  readonly heldBytes: number;
  readonly answers: number;
}

const [folder = "", kept = ""] = process.argv.slice(2);
const folders = readdirSync(folder).map(name => join(folder, name));
const plain: TableQuery = { kind: "models", base: null, hidden: [], split: null, by: "issue", trained: {} };

function memory(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const before = memory();
const desk = new EvaluationDesk({
  store: new GradeStore(kept),
  script: fileURLToPath(new URL("gradingWorker.mjs", import.meta.url)),
});

async function timed(query: TableQuery): Promise<{ readonly ms: number; readonly answers: number }> {
  const start = performance.now();
  const { table } = await desk.table({ folders, query });
  const ms = performance.now() - start;
  return { ms, answers: table.rows.reduce((sum, { micro }) => sum + (micro?.accuracy.n ?? 0), 0) };
}

const opened = await timed(plain);
const base = await timed({ ...plain, base: folders[0] ?? null });
const cut = await timed({ ...plain, split: "test", by: "page" });
const times: DeskTimes = {
  ...{ opened: opened.ms, base: base.ms, cut: cut.ms, heldBytes: memory() - before, answers: opened.answers },
};
process.stdout.write(`${JSON.stringify(times)}\n`);
