import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import type { Indexer } from "../../../src/node/index/indexer.js";
import type { IndexedFile } from "../../../src/node/index/indexedFile.js";
import { FactReader } from "../../../src/node/reward/factReader.js";
import { factTasks } from "../../../src/node/reward/factTasks.js";
import { readUnit } from "../../../src/node/runs/readRow.js";
import { UnitMemory } from "../../../src/node/runs/unitMemory.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { indexFolder, newIndexer } from "./indexFolder.js";

const newFolder = temporaryFolder();

/** A line of ms-swift: a step's table by columns. */
const columnar = (step: number, scores: readonly number[]): string =>
  `${JSON.stringify({
    step: scores.map(() => String(step)),
    prompt: scores.map((_, i) => `question ${i >> 1}`),
    completion: scores.map((_, i) => `answer ${step}.${i}`),
    Accuracy: scores,
  })}\n`;

const block = (n: number): string => `[prompt] p${n}\n[output] o${n}\n\nmore\n[ground_truth] g\n[score] ${n}\n\n`;

function table(rows: number, groups: readonly number[] = [rows]): Uint8Array<ArrayBuffer> {
  const list = Array.from({ length: rows }, (_, row) => row);
  return new Uint8Array(
    parquetWriteBuffer({
      rowGroupSize: [...groups],
      columnData: [
        { name: "step", data: list.map(() => 4n), type: "INT64" },
        { name: "prompt", data: list.map(row => `question ${row >> 1}`), type: "STRING" },
        { name: "completion", data: list.map(row => `answer ${row}`), type: "STRING" },
        { name: "accuracy_reward", data: list.map(row => row / 2), type: "DOUBLE" },
      ],
    }),
  );
}

function write(name: string, content: string | Uint8Array): string {
  const path = join(newFolder(), name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** What the index knows of each row. */
const rowsOf = ({ columns }: IndexedFile) =>
  Array.from({ length: columns.count }, (_, row) => ({
    at: [columns.offsetOf(row), columns.lengthOf(row), columns.itemOf(row)],
    step: columns.stepOf(row),
    score: columns.scoreOf(row),
    group: columns.groupHashOf(columns.groupOf(row)),
    accuracy: columns.numbers.get("Accuracy")?.valueOf(row),
    malformed: columns.isMalformed(row),
  }));

function only(indexer: Indexer): IndexedFile {
  const [file] = indexer.files().values();
  if (file === undefined) throw new Error("no file");
  return file;
}

async function readOnce(path: string): Promise<IndexedFile> {
  const indexer = await indexFolder(path);
  await indexer.dispose();
  return only(indexer);
}

async function refreshed(indexer: Indexer): Promise<IndexedFile> {
  await indexer.refresh();
  return only(indexer);
}

describe("a unit of many rows", () => {
  it("gives each row its step, score, group and numbers, and its place in the unit", async () => {
    const first = columnar(1, [0, 1, 0.5]);
    const file = await readOnce(write("completions.jsonl", first + columnar(2, [1, 0])));
    const rows = rowsOf(file);
    expect(rows.map(({ at }) => at[2])).toEqual([0, 1, 2, 0, 1]);
    expect(rows.map(({ at }) => at[0])).toEqual([0, 0, 0, first.length, first.length]);
    expect(rows.map(({ step, score, accuracy }) => [step, score, accuracy])).toEqual([
      ...[
        [1, 0, 0],
        [1, 1, 1],
        [1, 0.5, 0.5],
      ],
      ...[
        [2, 1, 1],
        [2, 0, 0],
      ],
    ]);
    expect(rows.map(({ group }) => rows.findIndex(row => row.group === group))).toEqual([0, 0, 2, 0, 0]);
  });

  it("is no row until its line has an end, and then all of its rows at once, as read from the start", async () => {
    const path = write("completions.jsonl", columnar(1, [1, 0]));
    const indexer = newIndexer(path);
    await indexer.start();
    await indexer.whenIdle();
    const further = columnar(2, [0, 1, 1]);
    for (const piece of [further.slice(0, 20), further.slice(20, 60)]) {
      appendFileSync(path, piece);
      const { columns, pending, generation } = await refreshed(indexer);
      expect([columns.count, pending, generation]).toEqual([2, true, 1]);
    }
    appendFileSync(path, further.slice(60));
    const grown = await refreshed(indexer);
    expect([grown.pending, grown.generation]).toEqual([false, 1]);
    expect(rowsOf(grown)).toEqual(rowsOf(await readOnce(path)));
    writeFileSync(path, columnar(3, [1, 1, 1, 1]));
    const rewritten = await refreshed(indexer);
    expect([rewritten.generation, ...rowsOf(rewritten).map(({ step }) => step)]).toEqual([2, 3, 3, 3, 3]);
    await indexer.dispose();
  });

  it("is the same from a saved index, without being parsed again", async () => {
    const path = write("completions.jsonl", columnar(1, [0, 1, 0.5]) + columnar(2, [1]));
    const storageDir = newFolder();
    const first = await indexFolder(dirname(path), { storageDir });
    await first.dispose();
    const second = await indexFolder(dirname(path), { storageDir });
    expect(second.counters).toMatchObject({ jsonParses: 0, bytesRead: 0 });
    expect(rowsOf(only(second))).toEqual(rowsOf(only(first)));
    appendFileSync(path, columnar(3, [1, 1]));
    expect(rowsOf(await refreshed(second))).toEqual(rowsOf(await readOnce(path)));
    expect(second.counters.jsonParses).toBe(1);
    await second.dispose();
  });

  it("of a hundred thousand rows is one unit, parsed once for all of them", async () => {
    const scores = Array.from({ length: 100_000 }, (_, i) => i % 7);
    const path = write("completions.jsonl", columnar(1, scores));
    const indexer = await indexFolder(path);
    const { columns } = only(indexer);
    expect([columns.count, columns.itemOf(99_999), columns.scoreOf(99_999)]).toEqual([100_000, 99_999, 99_999 % 7]);
    expect(indexer.counters.jsonParses).toBe(1);
    await indexer.dispose();
  });

  it("is known although it is written over many lines, of which one may be an object without keys", async () => {
    const folder = join(import.meta.dirname, "../../fixtures/formats/rllm/run/episodes/train_step_3_epoch_0");
    const episode = readFileSync(join(folder, "episode_hash0a1b2c3d_idt0.json"), "utf8");
    const lines = episode.replace("{", '{\n"notes": [\n{}\n],');
    const file = await readOnce(write("episode_hash0a1b2c3d_idt0.json", lines));
    expect([file.format, file.unread]).toEqual(["rllm", null]);
    const empty = await readOnce(write("1.jsonl", "{}\n{}\n"));
    expect(empty.unread).toEqual({ code: "unknown-format", keys: [] });
  });

  it("is kept in memory for the rows that are opened one behind another, until its file is written anew", async () => {
    const path = write("completions.jsonl", columnar(1, [0, 1, 0.5]));
    const file = await readOnce(path);
    const memory = new UnitMemory();
    const unit = readUnit(readFileSync(path), "ms-swift", {});
    memory.keep({ file, row: 0 }, unit);
    expect([0, 1, 2].map(row => memory.find({ file, row }))).toEqual([unit, unit, unit]);
    expect(memory.find({ file: { ...file, generation: 2 }, row: 0 })).toBeUndefined();
  });

  it("has facts of each row, whichever of its rows are asked for", async () => {
    const folder = newFolder();
    writeFileSync(join(folder, "completions.jsonl"), columnar(1, [0, 1, 0.5]) + columnar(2, [1, 0]));
    writeFileSync(join(folder, "completions.parquet"), table(5, [3, 2]));
    const indexer = await indexFolder(folder);
    const shared = { columns: {}, limits: { min: 1, max: 2, factor: 28 }, space: null, context: 0, lines: null };
    for (const file of indexer.files().values()) {
      const reader = new FactReader();
      const found = [];
      for (const task of factTasks(file, [1, 2, 4], shared as unknown as Parameters<typeof factTasks>[2])) {
        await reader.prepare(task);
        found.push(...(reader.start(task, () => false)?.rows ?? []));
      }
      expect(found.map(row => row?.rollout.score)).toEqual(
        [1, 2, 4].map(row => ({ kind: "number", value: file.columns.scoreOf(row) })),
      );
    }
    await indexer.dispose();
  });
});

describe("a file of text blocks", () => {
  it("has the same rows however it arrives", async () => {
    const whole = [1, 2, 3].map(block).join("");
    const wanted = rowsOf(await readOnce(write("generations.log", whole)));
    expect(wanted.map(({ score }) => score)).toEqual([1, 2, 3]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: whole.length }), { maxLength: 4 }), async cuts => {
        const ends = [...new Set([12, ...cuts, whole.length])].filter(end => end >= 12).sort((a, b) => a - b);
        const path = write("generations.log", whole.slice(0, 12));
        const indexer = newIndexer(path);
        await indexer.start();
        await indexer.whenIdle();
        let from = 12;
        for (const end of ends) {
          appendFileSync(path, whole.slice(from, end));
          from = Math.max(from, end);
          await indexer.refresh();
        }
        expect(rowsOf(only(indexer))).toEqual(wanted);
        expect(only(indexer).pending).toBe(false);
        await indexer.dispose();
      }),
      // Cut where a block ends, too: nothing says then that another one follows.
      { numRuns: 15, examples: [[[block(1).length]]] },
    );
  });

  it("keeps a text without marks as a row that says so, and a block that has no end yet as none", async () => {
    const file = await readOnce(write("generations.log", `[prompt] no more\n[score] 1\n\n${block(2)}[prompt] torn`));
    expect(file.malformed.map(({ row, reason }) => [row, reason.code])).toEqual([[0, "missing-keys"]]);
    expect([file.columns.count, file.pending]).toEqual([2, true]);
  });
});

describe("a Parquet table", () => {
  it("has its row groups as units", async () => {
    const file = await readOnce(write("any name.parquet", table(5, [3, 2])));
    expect(file.format).toBe("trl");
    expect(rowsOf(file).map(({ at, step, score }) => [at[2], step, score])).toEqual([
      ...[
        [0, 4, 0],
        [1, 4, 0.5],
        [2, 4, 1],
      ],
      ...[
        [0, 4, 1.5],
        [1, 4, 2],
      ],
    ]);
  });

  it("that holds no rollouts is said to be a table, with its columns", async () => {
    const columnData = [{ name: "question", data: ["a"], type: "STRING" as const }];
    const file = await readOnce(write("train.parquet", new Uint8Array(parquetWriteBuffer({ columnData }))));
    expect([file.format, file.unread]).toEqual([null, { code: "parquet", keys: ["question"] }]);
  });

  it("is being written until its footer stands, and is then read", async () => {
    const bytes = table(4);
    const path = write("completions.parquet", bytes.subarray(0, bytes.length - 5));
    const indexer = newIndexer(path);
    await indexer.start();
    await indexer.whenIdle();
    expect(only(indexer)).toMatchObject({ unread: { code: "no-footer" }, pending: true });
    writeFileSync(path, bytes);
    expect((await refreshed(indexer)).columns.count).toBe(4);
    await indexer.dispose();
  });

  it("whose group cannot be decoded has a row that says so, and the rows of the others", async () => {
    const bytes = table(5, [3, 2]);
    bytes.fill(0xff, 6, 40);
    const file = await readOnce(write("completions.parquet", bytes));
    expect(file.malformed.map(({ row, reason }) => [row, reason.code])).toEqual([[0, "undecodable"]]);
    expect(rowsOf(file).map(({ score }) => score)).toEqual([NaN, 1.5, 2]);
  });

  it("is a value whatever its bytes are", async () => {
    const bytes = table(5, [3, 2]);
    const damage = fc.array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 8,
    });
    const path = write("completions.parquet", bytes);
    await fc.assert(
      fc.asyncProperty(damage, async changes => {
        const changed = Uint8Array.from(bytes);
        for (const [at, byte] of changes) changed[at] = byte;
        writeFileSync(path, changed);
        const indexer = await indexFolder(path);
        const file = only(indexer);
        for (let row = 0; row < file.columns.count; row++)
          expect(await indexer.readUnit(file, row)).toHaveProperty("kind");
        await indexer.dispose();
      }),
      { numRuns: 60 },
    );
  });

  it("of a fixture reads from a saved index as it was read", async () => {
    const folder = newFolder();
    cpSync(join(import.meta.dirname, "../../fixtures/formats/trl/run"), folder, { recursive: true });
    // A file written just before it was read is read again: its times may hide a change.
    for (const name of readdirSync(join(folder, "completions")))
      utimesSync(join(folder, "completions", name), 1e9, 1e9);
    const storageDir = newFolder();
    const first = await indexFolder(folder, { storageDir });
    await first.dispose();
    const second = await indexFolder(folder, { storageDir });
    expect(second.counters.jsonParses).toBe(0);
    const rows = (indexer: Indexer) => [...indexer.files().values()].map(file => [file.path, rowsOf(file)]);
    expect(rows(second).sort()).toEqual(rows(first).sort());
    await second.dispose();
  });
});
