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
const warmRounds = 15;
const rounds = 24;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Reads, parses and takes apart every row; milliseconds of each. */
async function openAll(indexer: Indexer, file: IndexedFile): Promise<readonly number[]> {
  const times: number[] = [];
  for (let row = 0; row < file.columns.count; row++) {
    const start = performance.now();
    const read = await indexer.readUnit(file, row);
    if (read.kind !== "bytes") throw new Error(`row ${String(row)} is ${read.kind}`);
    const parsed = parseTolerant(decodeText(read.bytes).text);
    const [opened] = parsed.ok ? verlRollouts.readUnit(parsed.value) : [];
    if (opened?.kind !== "rollout") throw new Error(`row ${String(row)} does not open`);
    trajectoryOf(opened.rollout);
    times.push(performance.now() - start);
  }
  return times;
}

/** `JSON.parse` of the lines, which are in memory as bytes. */
function parseAll(path: string): readonly number[] {
  const bytes = readFileSync(path);
  const times: number[] = [];
  for (let from = 0, to = bytes.indexOf(10); to >= 0; from = to + 1, to = bytes.indexOf(10, from)) {
    const start = performance.now();
    JSON.parse(bytes.toString("utf8", from, to));
    times.push(performance.now() - start);
  }
  return times;
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
  const opened: number[] = [];
  const parsed: number[] = [];
  for (let round = 0; round < rounds; round++) {
    opened.push(median(await openAll(indexer, file)));
    parsed.push(median(parseAll(path)));
  }
  await indexer.dispose();
  const ratios = opened.map((ms, round) => ms / (parsed[round] ?? NaN));
  return [
    atMost(
      "opening a rollout, of JSON.parse of its line",
      1.5,
      ratios.slice(warmRounds),
      Math.min(...opened) / Math.min(...parsed),
    ),
  ];
}
