import {
  appendFileSync,
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultIndexLimits } from "../../../src/node/index/indexLimits.js";
import type { IndexChange } from "../../../src/node/index/indexChange.js";
import type { Indexer } from "../../../src/node/index/indexer.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { dumpLine, dumpLines, indexFolder, newIndexer } from "./indexFolder.js";

const names = (indexer: Indexer) => [...indexer.files().keys()].map(path => basename(path)).sort();
const newFolder = temporaryFolder();

/** Runs as a user who may not do everything: to root, no file is denied. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

function write(path: string, text: string): string {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe("the index of a folder", () => {
  it("has the files of every known format below it, by content and not by name", async () => {
    const folder = newFolder();
    write(join(folder, "a/rollouts/1.jsonl"), dumpLines(3));
    write(join(folder, "a/odd-name.jsonl"), `${JSON.stringify({ step: 1, data: { "critic/score/mean": 0.5 } })}\n`);
    write(
      join(folder, "b/trainer_state.json"),
      JSON.stringify({ global_step: 2, log_history: [{ step: 1, loss: 2 }, { step: 2 }] }, null, 2),
    );
    write(join(folder, "b/config.json"), JSON.stringify({ hidden_size: 1 }, null, 2));
    write(join(folder, "c/notes.jsonl"), `${JSON.stringify({ some: 1, thing: 2 })}\n`);
    const indexer = await indexFolder(folder);
    expect([...indexer.files().values()].map(f => [basename(f.path), f.format, f.columns.count]).sort()).toEqual([
      ["1.jsonl", "verl-rollouts", 3],
      ["notes.jsonl", null, 0],
      ["odd-name.jsonl", "verl-metrics", 1],
      ["trainer_state.json", "trainer-state", 2],
    ]);
    expect(indexer.file(join(folder, "c/notes.jsonl"))?.unread).toEqual({
      code: "unknown-format",
      keys: ["some", "thing"],
    });
    expect(indexer.leftOut().otherJson).toEqual(["config.json"]);
    const state = indexer.file(join(folder, "b/trainer_state.json"));
    expect([state?.columns.stepOf(0), state?.columns.stepOf(1)]).toEqual([1, 2]);
  });

  it("says of a file that is too large to be parsed whole how large it is", async () => {
    const folder = newFolder();
    const text = JSON.stringify({ global_step: 2, log_history: [{ step: 1 }], padding: "x".repeat(16 << 20) });
    const path = write(join(folder, "trainer_state.json"), text);
    const file = (await indexFolder(folder)).file(path);
    expect(file).toMatchObject({ format: null, pending: false, unread: { code: "too-large", bytes: text.length } });
  });

  it("lists JSON and Parquet files of no known format, but not what tools and checkpoints leave", async () => {
    const folder = newFolder();
    const listed = ["scores.json", "1.jsonl", "global_step_5/notes.jsonl"];
    const left = ["tokenizer_config.json", "model.safetensors.index.json", "package.json", "global_step_5/x.json"];
    for (const name of [...listed, ...left, "checkpoint-10/deep/args.json"])
      write(join(folder, name), `${JSON.stringify({ some: 1 })}\n`);
    write(join(folder, "train.parquet"), "PAR1....");
    write(join(folder, "checkpoint-10/trainer_state.json"), JSON.stringify({ global_step: 1, log_history: [] }));
    const indexer = await indexFolder(folder);
    const shown = [...indexer.files().values()].map(file => [basename(file.path), file.unread?.code ?? file.format]);
    expect(shown.sort()).toEqual([
      ["1.jsonl", "unknown-format"],
      ["notes.jsonl", "unknown-format"],
      ["scores.json", "unknown-format"],
      ["train.parquet", "no-footer"],
      ["trainer_state.json", "trainer-state"],
    ]);
  });

  it("counts copies and remains of dumps, and folders that are ignored, in place of reading them", async () => {
    const folder = newFolder();
    const copies = ["1 (copy).jsonl", "1 (1).jsonl", "._1.jsonl", ".nfs000012", "1.jsonl.tmp", "1.jsonl~"];
    for (const name of [...copies, "1.jsonl", "page.png", "loupe.json", "wandb/2.jsonl", ".ipynb_checkpoints/1.jsonl"])
      write(join(folder, name), name === "loupe.json" ? "{}" : dumpLine());
    const indexer = await indexFolder(folder);
    expect(names(indexer)).toEqual(["1.jsonl"]);
    expect(indexer.leftOut()).toMatchObject({ junk: copies.length, ignored: 2 });
  });

  it("takes what is ours and no dump neither for a file nor for one that was left out", async () => {
    const folder = newFolder();
    for (const name of ["loupe.json", "a.loupe-run.json", "miniature.json", "b.loupe-miniature.json"])
      write(join(folder, name), "{}");
    const indexer = await indexFolder(folder);
    expect(names(indexer)).toEqual([]);
    expect(indexer.leftOut()).toMatchObject({ junk: 0, ignored: 0 });
  });

  it("says why a file is not read", async () => {
    const folder = newFolder();
    const reasons = {
      "empty.jsonl": ["", "empty"],
      "lfs.jsonl": ["version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "lfs-pointer"],
      "zip.jsonl": ["PK\u0003\u0004....", "zip"],
      "parquet.jsonl": ["PAR1....", "no-footer"],
      "text.jsonl": ["hello\nworld\n", "not-json-lines"],
    } as const;
    for (const [name, [text]] of Object.entries(reasons)) write(join(folder, name), text);
    const indexer = await indexFolder(folder);
    for (const [name, [, code]] of Object.entries(reasons))
      expect(indexer.file(join(folder, name))?.unread?.code, name).toBe(code);
  });

  it("leaves out what editors and file systems leave behind, and folders to be ignored", async () => {
    const folder = newFolder();
    const noise = [
      ".ipynb_checkpoints/1-checkpoint.jsonl",
      "1 (copy).jsonl",
      "1.jsonl.tmp",
      "1.jsonl~",
      ".nfs0001.jsonl",
      "._1.jsonl",
      "node_modules/x/1.jsonl",
      "global_step_5/actor/1.jsonl",
    ];
    for (const name of noise) write(join(folder, name), dumpLine());
    write(join(folder, "global_step_5/1.jsonl"), dumpLine());
    write(join(folder, "actor/2.jsonl"), dumpLine());
    expect(names(await indexFolder(folder))).toEqual(["1.jsonl", "2.jsonl"]);
  });

  it("does not leave its root through a symbolic link, and ends at its limits with a report", async () => {
    const folder = newFolder();
    const outside = newFolder();
    write(join(outside, "secret/9.jsonl"), dumpLine());
    write(join(folder, "1.jsonl"), dumpLine());
    symlinkSync(outside, join(folder, "link"));
    symlinkSync(join(outside, "secret/9.jsonl"), join(folder, "9.jsonl"));
    symlinkSync(folder, join(folder, "loop"));
    write(join(folder, "d1/d2/d3/2.jsonl"), dumpLine());
    const indexer = await indexFolder(folder, { limits: { ...defaultIndexLimits, maxDepth: 2 } });
    expect(names(indexer)).toEqual(["1.jsonl"]);
    expect(indexer.leftOut().links).toHaveLength(3);
    expect(indexer.leftOut().tooDeep).toEqual([join(folder, "d1/d2/d3")]);
    const cut = await indexFolder(folder, { limits: { ...defaultIndexLimits, maxEntries: 1 } });
    expect(cut.leftOut().cutRoots).toEqual([folder]);
  });

  it("tells of the newest step first", async () => {
    const folder = newFolder();
    for (const step of [1, 2, 9, 10]) write(join(folder, `${step}.jsonl`), dumpLine({ step }));
    const indexer = newIndexer(folder);
    const changes: IndexChange[] = [];
    indexer.onDidChange(change => changes.push(change));
    await indexer.start();
    await indexer.whenIdle();
    expect(changes[0]?.added.map(path => basename(path))).toEqual(["10.jsonl"]);
    expect(changes.flatMap(change => change.added)).toHaveLength(4);
  });

  it("takes single files as roots, whatever they hold", async () => {
    const folder = newFolder();
    const config = write(join(folder, "config.json"), '{"a": 1}');
    const indexer = await indexFolder([config, join(folder, "missing.jsonl")]);
    expect(indexer.file(config)?.unread).toEqual({ code: "unknown-format", keys: ["a"] });
    expect(indexer.file(join(folder, "missing.jsonl"))?.unread).toEqual({ code: "gone" });
  });

  it("reads a dump whose first line is damaged", async () => {
    const folder = newFolder();
    const path = write(join(folder, "1.jsonl"), `{"input": "p", "out\n${dumpLines(2)}`);
    const file = (await indexFolder(folder)).file(path);
    expect([file?.format, file?.columns.count, file?.malformed.length]).toEqual(["verl-rollouts", 3, 1]);
  });
});

describe("a changed file", () => {
  async function changed(before: string, change: (path: string) => void) {
    const folder = newFolder();
    const path = write(join(folder, "1.jsonl"), before);
    const past = new Date(Date.now() - 60_000);
    utimesSync(path, past, past);
    const indexer = await indexFolder(folder);
    const first = indexer.file(path);
    const bytes = indexer.counters.bytesRead;
    change(path);
    await indexer.refresh(path);
    return { first, last: indexer.file(path), bytesRead: indexer.counters.bytesRead - bytes, indexer, path };
  }

  it("that has grown is read on: only the new bytes, the same generation, and earlier states stay as they were", async () => {
    const added = dumpLine({ score: 7 });
    const { first, last, bytesRead } = await changed(dumpLines(200, 20_000), path => appendFileSync(path, added));
    expect(bytesRead).toBe(added.length);
    expect([last?.columns.count, last?.columns.scoreOf(200)]).toEqual([201, 7]);
    expect([last?.generation, first?.columns.count]).toEqual([first?.generation, 200]);
  });

  it.each([
    ["shorter", () => dumpLine({ score: 9 })],
    ["of equal size", (text: string) => text.replace('"score":100,', '"score":900,')],
    ["longer", (text: string) => dumpLines(1).replace("o", "new") + text],
  ])("that was rewritten in place is read again: %s", async (_, rewrite) => {
    const text = dumpLines(200, 20_000);
    const { first, last } = await changed(text, path => writeFileSync(path, rewrite(text)));
    expect(last?.generation).toBe((first?.generation ?? 0) + 1);
    const lines = rewrite(text).trimEnd().split("\n");
    const at = Math.min(100, lines.length - 1);
    expect(last?.columns.count).toBe(lines.length);
    expect(JSON.parse(lines[at] ?? "")).toHaveProperty("score", last?.columns.scoreOf(at));
  });

  it("that was replaced by another of the same size and time is read again", async () => {
    const text = dumpLines(10);
    const { last } = await changed(text, path => {
      writeFileSync(`${path}.tmp`, text.replace('"score":3,', '"score":8,'));
      const past = new Date(Date.now() - 60_000);
      utimesSync(`${path}.tmp`, past, past);
      renameSync(`${path}.tmp`, path);
    });
    expect(last?.columns.scoreOf(3)).toBe(8);
  });

  it("that was emptied is listed as empty, and read when it is written again", async () => {
    const { last, indexer, path } = await changed(dumpLines(5), file => truncateSync(file));
    expect([last?.unread, last?.columns.count]).toEqual([{ code: "empty" }, 0]);
    writeFileSync(path, dumpLines(2));
    await indexer.refresh(path);
    expect([indexer.file(path)?.unread, indexer.file(path)?.columns.count]).toEqual([null, 2]);
  });

  it("that is torn is pending, and its line is read once however many pieces it comes in", async () => {
    const row = dumpLine({ score: 4, output: "y".repeat(1000) });
    const cut = Math.floor(row.length / 3);
    const { last, indexer, path } = await changed(dumpLines(2), file => appendFileSync(file, row.slice(0, cut)));
    expect([last?.pending, last?.columns.count]).toEqual([true, 2]);
    const bytes = indexer.counters.bytesRead;
    for (const piece of [row.slice(cut, 2 * cut), row.slice(2 * cut)]) {
      appendFileSync(path, piece);
      await indexer.refresh(path);
    }
    expect(indexer.counters.bytesRead - bytes).toBe(row.length - cut);
    expect([indexer.file(path)?.pending, indexer.file(path)?.columns.scoreOf(2)]).toEqual([false, 4]);
  });

  it("that has only begun is being written, until its first line tells what it is", async () => {
    const row = dumpLine({ output: "y".repeat(100) });
    const folder = newFolder();
    const path = write(join(folder, "1.jsonl"), "");
    const state = write(join(folder, "trainer_state.json"), '{\n  "best_metric": null,\n  "log_his');
    const indexer = await indexFolder(folder);
    const told = () => [path, state].map(name => [indexer.file(name)?.unread?.code, indexer.file(name)?.pending]);
    expect(told()).toEqual([
      ["empty", false],
      ["being-written", true],
    ]);
    for (const cut of [1, 5, 40, row.length - 3]) {
      writeFileSync(path, row.slice(0, cut));
      await indexer.refresh(path);
      const file = indexer.file(path);
      expect([file?.pending, file?.columns.count, file?.unread?.code ?? "being-written"]).toEqual([
        true,
        0,
        "being-written",
      ]);
    }
    appendFileSync(path, row.slice(-3));
    await indexer.refresh(path);
    expect([indexer.file(path)?.pending, indexer.file(path)?.columns.count]).toEqual([false, 1]);
  });

  it("that is no JSON, or whole JSON of no known format, is not being written for want of a line's end", async () => {
    const folder = newFolder();
    for (const [name, text] of [
      ["bad.jsonl", "{nonsense and more"],
      ["other.jsonl", '{"a": 1}'],
      ["blank.jsonl", "\n  \n"],
    ] as const)
      write(join(folder, name), text);
    const indexer = await indexFolder(folder);
    const told = [...indexer.files().values()].map(file => [basename(file.path), file.unread?.code, file.pending]);
    expect(told.sort()).toEqual([
      ["bad.jsonl", "not-json-lines", false],
      ["blank.jsonl", "empty", false],
      ["other.jsonl", "unknown-format", false],
    ]);
  });

  it("that was deleted is gone from the index, also with its whole folder", async () => {
    const folder = newFolder();
    write(join(folder, "a/1.jsonl"), dumpLine());
    write(join(folder, "b/2.jsonl"), dumpLine());
    const indexer = await indexFolder(folder);
    const removed: string[] = [];
    indexer.onDidChange(change => removed.push(...change.removed.map(path => basename(path))));
    rmSync(join(folder, "a"), { recursive: true });
    rmSync(join(folder, "b/2.jsonl"));
    await indexer.refresh();
    expect([names(indexer), removed.sort()]).toEqual([[], ["1.jsonl", "2.jsonl"]]);
  });

  it("that may not be read says so and keeps its rows, and is read on once it may", async () => {
    const folder = newFolder();
    const path = write(join(folder, "1.jsonl"), dumpLines(2));
    const indexer = await indexFolder(folder);
    chmodSync(path, 0);
    await asNobody(() => indexer.refresh(path));
    expect([indexer.file(path)?.unread, indexer.file(path)?.columns.count]).toEqual([{ code: "denied" }, 2]);
    chmodSync(path, 0o600);
    await indexer.refresh(path);
    expect(indexer.file(path)?.unread).toBeNull();
    appendFileSync(path, dumpLine());
    await indexer.refresh(path);
    expect([indexer.file(path)?.unread, indexer.file(path)?.columns.count]).toEqual([null, 3]);
  });

  it("that is new is found when its folder is listed again", async () => {
    const folder = newFolder();
    write(join(folder, "a/1.jsonl"), dumpLine());
    const indexer = await indexFolder(folder);
    write(join(folder, "a/2.jsonl"), dumpLine());
    write(join(folder, "b/c/3.jsonl"), dumpLine());
    await indexer.refresh();
    expect(names(indexer)).toEqual(["1.jsonl", "2.jsonl", "3.jsonl"]);
  });
});

describe("a unit", () => {
  it("is read as the bytes of its row", async () => {
    const folder = newFolder();
    const path = write(
      join(folder, "1.jsonl"),
      `\uFEFF${dumpLine({ score: 1 })}\r\n${dumpLine({ score: 2, output: "漫" })}`,
    );
    const indexer = await indexFolder(folder);
    const read = await indexer.readUnit(indexer.file(path)!, 1);
    expect(read.kind === "bytes" && JSON.parse(read.bytes.toString())).toMatchObject({ score: 2, output: "漫" });
  });

  it("of a file that was rewritten since is not read as something else", async () => {
    const folder = newFolder();
    const path = write(join(folder, "1.jsonl"), dumpLines(5));
    const past = new Date(Date.now() - 60_000);
    utimesSync(path, past, past);
    const indexer = await indexFolder(folder);
    const file = indexer.file(path)!;
    writeFileSync(path, dumpLines(5).replace('"score":3,', '"score":8,'));
    expect((await indexer.readUnit(file, 3)).kind).toBe("changed");
    await indexer.whenIdle();
    expect((await indexer.readUnit(file, 3)).kind).toBe("changed");
    const fresh = await indexer.readUnit(indexer.file(path)!, 3);
    expect(fresh.kind === "bytes" && JSON.parse(fresh.bytes.toString())).toMatchObject({ score: 8 });
  });

  it("of a file that is gone fails with the reason", async () => {
    const folder = newFolder();
    const path = write(join(folder, "1.jsonl"), dumpLines(2));
    const indexer = await indexFolder(folder);
    const file = indexer.file(path)!;
    rmSync(path);
    expect(await indexer.readUnit(file, 0)).toEqual({ kind: "failed", reason: { code: "gone" } });
  });

  it("over 256 MB is listed with its size and score, in little memory, and not opened", async () => {
    const path = join(newFolder(), "1.jsonl");
    const fd = openSync(path, "w");
    const [head, tail] = ['{"input": "p", "output": "', '", "score": 0.25, "step": 7}\n'];
    const piece = "zoom ".repeat(1 << 20);
    writeSync(fd, head);
    for (let k = 0; k < 52; k++) writeSync(fd, piece);
    writeSync(fd, tail);
    closeSync(fd);
    const before = process.memoryUsage().rss;
    const indexer = await indexFolder(path);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20);
    const file = indexer.file(path)!;
    const length = head.length + 52 * piece.length + tail.length - 1;
    expect([file.columns.lengthOf(0), file.columns.scoreOf(0), file.columns.stepOf(0)]).toEqual([length, 0.25, 7]);
    expect(await indexer.readUnit(file, 0)).toEqual({ kind: "too-large", length });
  });
});
