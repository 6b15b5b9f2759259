import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Figure } from "./figure.js";
import { extendDump, generateDump, rolloutsPerFile } from "./generateDump.js";
import { openFigures } from "./openFigures.js";
import { readFigures } from "./readFigures.js";
import { treeFigures } from "./treeFigures.js";

export interface ManyRows {
  /** Where dumps are kept. */
  readonly folder: string;
  readonly scratch: string;
  /** Rollouts, rounded up to whole files. */
  readonly rows: number;
  readonly say: (text: string) => void;
}

/** Files whose texts differ; all others are copies of them under other step numbers. */
const madeFiles = 200;
/** Lines of some 10 kB: a million of them are 10 GB. */
const shrink = 6;

/** The figures of reading, and of the tree, for a run of many rollouts: by hand, since they take their time. */
export async function manyRows({ folder, scratch, rows, say }: ManyRows): Promise<readonly Figure[]> {
  const made = join(folder, `short-${String(madeFiles)}`);
  generateDump(made, madeFiles, shrink);
  const files = Math.ceil(rows / rolloutsPerFile);
  const dump = join(folder, `short-${String(files)}-of-${String(madeFiles)}`);
  if (existsSync(dump) && readdirSync(dump).length !== files) rmSync(dump, { recursive: true });
  extendDump(made, dump, madeFiles, files);
  const bytes = readdirSync(dump).reduce((sum, name) => sum + statSync(join(dump, name)).size, 0);
  say(`${String(files * rolloutsPerFile)} rollouts in ${String(files)} files, ${(bytes / 1e9).toFixed(2)} GB`);
  const viewer = null;
  const bench = { dump, whole: dump, bytes, rollouts: files * rolloutsPerFile, scale: 1, rounds: 3, warm: 0, scratch };
  return [
    ...(await readFigures({ ...bench, viewer, say }, 256 << 20)),
    ...(await openFigures(made)),
    ...(await treeFigures(made, dump)),
  ];
}
