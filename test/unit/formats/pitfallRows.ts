import { join } from "node:path";
import type { Rollout } from "../../../src/core/rollout/rollout.js";
import type { IndexedFile } from "../../../src/node/index/indexedFile.js";
import type { Indexer } from "../../../src/node/index/indexer.js";
import { readRow, type ReadRow } from "../../../src/node/runs/readRow.js";
import { indexFolder } from "../index/indexFolder.js";

export const pitfallPath = (name: string): string => join(import.meta.dirname, "../../fixtures/pitfalls", name);

/** A fixture as the product reads it: as the index has it, and every row of it opened. */
export interface ReadFixture {
  readonly file: IndexedFile;
  readonly rows: readonly ReadRow[];
}

/** Opens every row of a file that an indexer knows. */
export async function readFile(indexer: Indexer, path: string): Promise<ReadFixture> {
  const file = indexer.file(path);
  const format = file?.format ?? null;
  if (file === undefined || format === null) throw new Error(`${path}: ${JSON.stringify(file?.unread ?? "not seen")}`);
  const numbers = Array.from({ length: file.columns.count }, (_, row) => row);
  const units = await Promise.all(numbers.map(row => indexer.readUnit(file, row)));
  const rows = units.map((unit): ReadRow => {
    if (unit.kind !== "bytes") throw new Error(`${path}: ${JSON.stringify(unit)}`);
    return readRow(unit.bytes, format, {});
  });
  return { file, rows };
}

/** A fixture by its name, indexed and opened. */
export async function readFixture(name: string): Promise<ReadFixture> {
  const indexer = await indexFolder(pitfallPath(name));
  try {
    return await readFile(indexer, pitfallPath(name));
  } finally {
    await indexer.dispose();
  }
}

/** The rollouts of opened rows that all are some. */
export function rolloutsOf({ file, rows }: ReadFixture): readonly Rollout[] {
  return rows.map(read => {
    if (read.kind !== "rollout") throw new Error(`${file.path}: ${JSON.stringify(read)}`);
    return read.rollout;
  });
}

/** The rollouts of a fixture whose rows all are some. */
export async function fixtureRollouts(name: string): Promise<readonly Rollout[]> {
  return rolloutsOf(await readFixture(name));
}
