import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { defaultIndexLimits } from "../../../src/node/index/indexLimits.js";
import type { IndexChange } from "../../../src/node/index/indexChange.js";
import type { Indexer } from "../../../src/node/index/indexer.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { dumpLine, dumpLines, newIndexer } from "../index/indexFolder.js";

const newFolder = temporaryFolder();
const open: Indexer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(indexer => indexer.dispose()));
});

/** `byPoll` leaves everything to the slow poll, as where the file system gives no events. */
async function watched(folder: string, byPoll = false) {
  const poll = byPoll ? { minMs: 20, maxMs: 40 } : { minMs: 600_000, maxMs: 600_000 };
  const indexer = newIndexer(folder, { watch: true, limits: { ...defaultIndexLimits, poll, events: !byPoll } });
  open.push(indexer);
  const changes: IndexChange[] = [];
  indexer.onDidChange(change => changes.push(change));
  await indexer.start();
  await indexer.whenWatching();
  changes.length = 0;
  const count = (path: string) => indexer.file(path)?.columns.count;
  return { indexer, changes, count };
}

describe.each([
  ["events", false],
  ["the slow poll alone", true],
])("a watched run, by %s,", (_, byPoll) => {
  const soon = { timeout: 60_000, interval: 10 };

  it("shows rows as they are appended, each once", async () => {
    const folder = newFolder();
    const path = join(folder, "1.jsonl");
    writeFileSync(path, dumpLines(2));
    const { count, indexer } = await watched(folder, byPoll);
    const before = indexer.counters.bytesRead;
    let written = 0;
    for (let k = 0; k < 20; k++) {
      const line = dumpLine({ score: k, output: "z".repeat(500) });
      appendFileSync(path, line);
      written += line.length;
      await new Promise(done => setTimeout(done, k % 5));
    }
    await vi.waitFor(() => expect(count(path)).toBe(22), soon);
    expect(indexer.counters.bytesRead - before).toBe(written);
    expect(indexer.file(path)?.columns.scoreOf(21)).toBe(19);
  });

  it("is found in a folder that was named before it was there", async () => {
    const root = join(newFolder(), "run");
    const { count, indexer } = await watched(root, byPoll);
    expect([...indexer.files().values()].map(({ unread }) => unread?.code)).toEqual(["gone"]);
    mkdirSync(join(root, "out", "rollouts"), { recursive: true });
    const path = join(root, "out", "rollouts", "1.jsonl");
    writeFileSync(path, dumpLines(2));
    await vi.waitFor(() => expect(count(path)).toBe(2), soon);
    expect([...indexer.files().keys()]).toEqual([path]);
    appendFileSync(path, dumpLine());
    await vi.waitFor(() => expect(count(path)).toBe(3), soon);
  });

  it("shows a new step, a rewritten one, and that one was deleted", async () => {
    const folder = newFolder();
    const [one, two] = [join(folder, "1.jsonl"), join(folder, "2.jsonl")];
    writeFileSync(one, dumpLines(2));
    const { count, changes, indexer } = await watched(folder, byPoll);
    writeFileSync(two, dumpLines(3));
    await vi.waitFor(() => expect(count(two)).toBe(3), soon);
    const { generation } = indexer.file(two)!;
    writeFileSync(two, dumpLines(1));
    await vi.waitFor(() => expect(count(two)).toBe(1), soon);
    expect(indexer.file(two)?.generation).toBeGreaterThan(generation);
    renameSync(one, join(folder, "5.jsonl"));
    await vi.waitFor(() => expect([count(one), count(join(folder, "5.jsonl"))]).toEqual([undefined, 2]), soon);
    rmSync(two);
    await vi.waitFor(() => expect(count(two)).toBeUndefined(), soon);
    const told = (kind: keyof IndexChange) => changes.flatMap(change => change[kind]).map(path => basename(path));
    await vi.waitFor(() => expect(told("removed").sort()).toEqual(["1.jsonl", "2.jsonl"]), soon);
    expect(told("added").sort()).toEqual(["2.jsonl", "5.jsonl"]);
  });

  it("shows a folder that appears beside the known ones, and that one went", async () => {
    const folder = newFolder();
    mkdirSync(join(folder, "run/rollouts"), { recursive: true });
    writeFileSync(join(folder, "run/rollouts/1.jsonl"), dumpLines(2));
    const { count, indexer } = await watched(folder, byPoll);
    mkdirSync(join(folder, "run/val"));
    writeFileSync(join(folder, "run/val/0.jsonl"), dumpLines(4));
    await vi.waitFor(() => expect(count(join(folder, "run/val/0.jsonl"))).toBe(4), soon);
    await indexer.whenWatching();
    appendFileSync(join(folder, "run/val/0.jsonl"), dumpLine());
    await vi.waitFor(() => expect(count(join(folder, "run/val/0.jsonl"))).toBe(5), soon);
    rmSync(join(folder, "run/rollouts"), { recursive: true });
    await vi.waitFor(() => expect([...indexer.files().keys()]).toEqual([join(folder, "run/val/0.jsonl")]), soon);
  });
});
