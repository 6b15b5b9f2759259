import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultIndexLimits } from "../../../src/node/index/indexLimits.js";
import type { Indexer } from "../../../src/node/index/indexer.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { dumpLine, dumpLines, indexFolder, keptLog } from "./indexFolder.js";

const newFolder = temporaryFolder();
const long = 60_000;

/** A run of some files that were written a while ago, and a folder for its index. */
function aRun(files = 3) {
  const run = newFolder();
  const storageDir = join(newFolder(), "index");
  for (let step = 1; step <= files; step++) {
    writeFileSync(
      join(run, `${step}.jsonl`),
      dumpLines(20, 5000) + (step === 2 ? "broken\n" : "") + dumpLine({ iou: step }),
    );
    age(join(run, `${step}.jsonl`));
  }
  return { run, storageDir };
}
function age(path: string): void {
  const past = new Date(Date.now() - long);
  utimesSync(path, past, past);
}
/** Everything that the index says of its rows. */
const told = (indexer: Indexer) =>
  [...indexer.files().values()].map(({ path, format, columns, malformed, pending }) => ({
    path,
    format,
    malformed,
    pending,
    rows: Array.from({ length: columns.count }, (_, k) => [
      columns.offsetOf(k),
      columns.lengthOf(k),
      columns.scoreOf(k),
      columns.scoreKindOf(k),
      columns.groupHashOf(columns.groupOf(k)),
      columns.numbers.get("iou")?.kindOf(k),
      columns.numbers.get("iou")?.valueOf(k),
    ]),
  }));

async function reopen(run: string, storageDir: string) {
  const log = keptLog();
  const indexer = await indexFolder(run, { storageDir, log });
  const result = { told: told(indexer), bytesRead: indexer.counters.bytesRead, said: log.said };
  await indexer.dispose();
  return result;
}

describe("a saved index", () => {
  it("gives back all that was known without reading a dump", async () => {
    const { run, storageDir } = aRun();
    const first = await reopen(run, storageDir);
    const second = await reopen(run, storageDir);
    expect(first.bytesRead).toBeGreaterThan(0);
    expect(second.bytesRead).toBe(0);
    expect(second.told.sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual(
      first.told.sort((a, b) => (a.path < b.path ? -1 : 1)),
    );
  });

  it("takes at most 64 bytes a rollout in files of ordinary length", async () => {
    const { run, storageDir } = aRun(0);
    for (let step = 1; step <= 5; step++) {
      const rows = Array.from({ length: 128 }, (_, k) =>
        dumpLine({ input: `p${k >> 3}`, acc: 1, iou: 0.5, format: 1, n: 3 }),
      );
      writeFileSync(join(run, `${step}.jsonl`), rows.join(""));
      age(join(run, `${step}.jsonl`));
    }
    await reopen(run, storageDir);
    const [name] = readdirSync(storageDir);
    expect(statSync(join(storageDir, name!)).size / (5 * 128)).toBeLessThanOrEqual(64);
  });

  it("lets grown files be read on and rewritten ones be read again", async () => {
    const { run, storageDir } = aRun();
    await reopen(run, storageDir);
    const added = dumpLine({ score: 77 });
    appendFileSync(join(run, "1.jsonl"), added);
    const rewritten = readFileSync(join(run, "3.jsonl"), "utf8").replace('"score":5,', '"score":6,');
    writeFileSync(join(run, "3.jsonl"), rewritten);
    const { told: files, bytesRead } = await reopen(run, storageDir);
    expect(bytesRead).toBe(added.length + rewritten.length);
    expect(files.find(({ path }) => path.endsWith("1.jsonl"))?.rows.at(-1)?.[2]).toBe(77);
    expect(files.find(({ path }) => path.endsWith("3.jsonl"))?.rows[5]?.[2]).toBe(6);
  });

  it("knows of a torn line only what comes before it", async () => {
    const { run, storageDir } = aRun(1);
    const row = dumpLine({ score: 5 });
    appendFileSync(join(run, "1.jsonl"), row.slice(0, 20));
    const first = await reopen(run, storageDir);
    expect(first.told[0]?.pending).toBe(true);
    appendFileSync(join(run, "1.jsonl"), row.slice(20));
    const second = await reopen(run, storageDir);
    expect([second.told[0]?.pending, second.told[0]?.rows.length, second.bytesRead]).toEqual([false, 22, row.length]);
  });

  it.each([
    ["cut", (bytes: Buffer) => bytes.subarray(0, bytes.length - 9)],
    ["changed", (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 1 : byte)))],
    ["empty", () => Buffer.alloc(0)],
    ["of something else", () => Buffer.from("SQLite format 3\0".repeat(50))],
    [
      "of another version",
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 8), Buffer.from([99]), bytes.subarray(9)]),
    ],
  ])("that is %s is ignored, said and made anew", async (_, damage) => {
    const { run, storageDir } = aRun();
    const first = await reopen(run, storageDir);
    const path = join(storageDir, readdirSync(storageDir)[0]!);
    writeFileSync(path, damage(readFileSync(path)));
    const second = await reopen(run, storageDir);
    expect(second.told.sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual(
      first.told.sort((a, b) => (a.path < b.path ? -1 : 1)),
    );
    expect(second.said).toContain("saved index ignored");
    expect((await reopen(run, storageDir)).bytesRead).toBe(0);
  });

  it("is not believed for another run, even under its name", async () => {
    const [a, b] = [aRun(), aRun()];
    await reopen(a.run, a.storageDir);
    await reopen(b.run, b.storageDir);
    renameSync(join(a.storageDir, readdirSync(a.storageDir)[0]!), join(b.storageDir, readdirSync(b.storageDir)[0]!));
    expect((await reopen(b.run, b.storageDir)).said).toContain("saved index ignored");
  });

  it("is written by two windows at once without harm", async () => {
    const { run, storageDir } = aRun();
    const both = await Promise.all([indexFolder(run, { storageDir }), indexFolder(run, { storageDir })]);
    await Promise.all(both.map(indexer => indexer.dispose()));
    expect(readdirSync(storageDir)).toHaveLength(1);
    expect((await reopen(run, storageDir)).bytesRead).toBe(0);
  });

  it("of runs opened long ago goes when all of them take too many bytes", async () => {
    const storageDir = join(newFolder(), "index");
    const runs = [aRun().run, aRun().run, aRun().run];
    const limits = { ...defaultIndexLimits, maxSavedBytes: 7000 };
    for (const run of runs) {
      await (await indexFolder(run, { storageDir, limits })).dispose();
      for (const name of readdirSync(storageDir)) age(join(storageDir, name));
    }
    const total = readdirSync(storageDir).reduce((sum, name) => sum + statSync(join(storageDir, name)).size, 0);
    expect(total).toBeLessThanOrEqual(7000);
    expect((await reopen(runs[2]!, storageDir)).bytesRead).toBe(0);
  });

  it("that cannot be written costs nothing but the next start", async () => {
    const { run } = aRun();
    const blocked = join(newFolder(), "file");
    writeFileSync(blocked, "");
    mkdirSync(join(run, "sub"));
    const { told: files, said } = await reopen(run, join(blocked, "index"));
    expect([files.length, said]).toEqual([3, ["index not saved"]]);
  });
});
