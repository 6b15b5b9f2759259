// Tables of the evaluations in FOLDER, in a process of its own: node tableVariant.mjs FOLDER STORE [BASE]
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { GradeStore } from "../../src/node/evaluation/gradeStore.js";
import { tablesOfFolders } from "../../src/node/evaluation/tablesOfFolders.js";

export interface Tabled {
  readonly ms: number;
  readonly peakBytes: number;
  /** Answers in the first table, and the right ones among them. */
  readonly answers: number;
  readonly right: number;
}

const [folder = "", kept = "", base] = process.argv.slice(2);
const folders = readdirSync(folder).map(name => join(folder, name));
const start = performance.now();
const made = await tablesOfFolders(folders, {
  ...{ numbers: null, base: base ?? null, split: null, by: "issue", trained: [], judge: null, version: "0.0.0" },
  ...{ store: new GradeStore(kept), script: fileURLToPath(new URL("gradingWorker.mjs", import.meta.url)) },
});
const ms = performance.now() - start;
if (made.kind !== "made") throw new Error(JSON.stringify(made));
const rows = made.tables.tables[0]?.result.rows ?? [];
const sum = (of: "k" | "n") => rows.reduce((total, { micro }) => total + (micro?.accuracy[of] ?? 0), 0);
const tabled: Tabled = { ms, peakBytes: process.resourceUsage().maxRSS * 1024, answers: sum("n"), right: sum("k") };
process.stdout.write(`${JSON.stringify(tabled)}\n`);
