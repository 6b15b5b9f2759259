import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formats } from "../../src/core/rollout/formats.js";
import { parseTolerant } from "../../src/core/rollout/parseTolerant.js";
import { trajectoryOf } from "../../src/core/rollout/trajectoryOf.js";
import { verlRollouts } from "../../src/core/rollout/formats/verlRollouts.js";
import { decodeText } from "../../src/node/index/decodeText.js";
import type { IndexedFile } from "../../src/node/index/indexedFile.js";
import { Indexer } from "../../src/node/index/indexer.js";
import { defaultIndexLimits } from "../../src/node/index/indexLimits.js";
import { atMost, median, type Figure } from "./figure.js";

/** The first ones are for the engine to compile what is measured. */
const warmRounds = 20;
const rounds = 9;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Reads, parses and takes apart one row. */
async function open(indexer: Indexer, file: IndexedFile, row: number): Promise<void> {
  const read = await indexer.readUnit(file, row);
  if (read.kind !== "bytes") throw new Error(`row ${String(row)} is ${read.kind}`);
  const parsed = parseTolerant(decodeText(read.bytes).text);
  const [opened] = parsed.ok ? verlRollouts.readUnit(parsed.value) : [];
  if (opened?.kind !== "rollout") throw new Error(`row ${String(row)} does not open`);
  trajectoryOf(opened.rollout);
}

/**
 * Milliseconds that opening every row takes, over those of `JSON.parse` of its line, which is in memory as bytes. Whoever
 * comes second finds the row in the processor's caches, so they take turns.
 */
async function ratiosOf(indexer: Indexer, file: IndexedFile, bytes: Buffer, round: number): Promise<readonly number[]> {
  const ratios: number[] = [];
  const { columns } = file;
  const parse = (row: number): number => {
    const start = performance.now();
    JSON.parse(bytes.toString("utf8", columns.offsetOf(row), columns.offsetOf(row) + columns.lengthOf(row)));
    return performance.now() - start;
  };
  for (let row = 0; row < columns.count; row++) {
    const before = (row + round) % 2 === 0 ? parse(row) : null;
    const start = performance.now();
    await open(indexer, file, row);
    const opening = performance.now() - start;
    ratios.push(opening / (before ?? parse(row)));
  }
  return ratios;
}

/** Opening a rollout, up to its trajectory, against `JSON.parse` of its line. */
export async function openFigures(dump: string): Promise<readonly Figure[]> {
  const path = join(dump, "1.jsonl");
  const indexer = new Indexer({
    formats,
    roots: [path],
    limits: defaultIndexLimits,
    storageDir: null,
    watch: false,
    log: quiet,
  });
  await indexer.start();
  await indexer.whenIdle();
  const file = indexer.file(path);
  if (file === undefined) throw new Error("the dump is not indexed");
  const bytes = readFileSync(path);
  const medians: number[] = [];
  for (let round = 0; round < warmRounds + rounds; round++)
    medians.push(median(await ratiosOf(indexer, file, bytes, round)));
  await indexer.dispose();
  const warm = medians.slice(warmRounds);
  return [atMost("opening a rollout, of JSON.parse of its line", 1.5, warm, Math.min(...warm))];
}
