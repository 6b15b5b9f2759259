import {
  appendFileSync,
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  rmSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Runs } from "../../../src/node/runs/runs.js";
import type { ListQuery } from "../../../src/protocol/runsApi.js";
import type { TreeNode } from "../../../src/protocol/treeNode.js";
import { asNobody } from "../../fixtures/asNobody.js";
import { dumpLine, writeDump } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();
const plain: ListQuery = { order: { key: "file", descending: false }, filters: [] };

const open = (runs: Runs, file: string, row = 0) => runs.open({ ref: { file, row } });

/** Every item of the tree, down to rollouts. */
async function items(runs: Runs, id: string | null = null): Promise<readonly TreeNode[]> {
  const nodes = await runs.children({ id, query: plain });
  const below = nodes.filter(({ kind }) => kind !== "rollout").map(node => items(runs, node.id));
  return [...nodes, ...(await Promise.all(below)).flat()];
}

describe("a file that is read while something happens to it", () => {
  test("deleted: the view says that it is gone, its neighbours open, and the tree follows", async () => {
    const root = makeFolder();
    const [gone, stays] = [writeDump(root, "1.jsonl", [{}]), writeDump(root, "2.jsonl", [{ step: 2 }])];
    const { runs } = await openRuns({ roots: [root] });
    rmSync(gone);
    expect(await open(runs, gone)).toMatchObject({ kind: "unreadable", code: "gone", name: "1.jsonl", byteOffset: 0 });
    expect((await open(runs, stays)).kind).toBe("rollout");
    await runs.refresh();
    expect((await items(runs)).flatMap(node => (node.kind === "step" ? [node.step] : []))).toEqual([2]);
    expect(await open(runs, gone)).toMatchObject({ kind: "unreadable", code: "row-gone" });
  });

  test("its whole folder deleted: nothing fails, and the list is empty", async () => {
    const root = makeFolder();
    const path = writeDump(root, "run/rollouts/1.jsonl", [{}]);
    const { runs } = await openRuns({ roots: [root] });
    rmSync(root, { recursive: true });
    expect(await open(runs, path)).toMatchObject({ kind: "unreadable", code: "gone" });
    expect(await runs.raw({ ref: { file: path, row: 0 } })).toBeNull();
    await runs.refresh();
    expect(await items(runs)).toEqual([]);
  });

  test("truncated: no half row is shown; once it was looked at again the rows that are left open", async () => {
    const root = makeFolder();
    const path = writeDump(root, "1.jsonl", [{ score: 1 }, { score: 2 }]);
    const { runs } = await openRuns({ roots: [root] });
    truncateSync(path, dumpLine({ score: 1 }).length + 10);
    expect(await open(runs, path, 1)).toMatchObject({ kind: "unreadable", code: "file-changed" });
    await runs.refresh();
    expect(await open(runs, path, 0)).toMatchObject({ kind: "rollout" });
    expect(await open(runs, path, 1)).toMatchObject({ kind: "unreadable", code: "row-gone" });
    expect((await items(runs)).find(({ kind }) => kind === "step")).toMatchObject({
      rollouts: 1,
      isBeingWritten: true,
    });
  });

  test("rewritten, also at the same length: another step's row is never taken for the one that was listed", async () => {
    const root = makeFolder();
    const path = writeDump(root, "1.jsonl", [{ response: "<answer>A</answer>" }, {}]);
    const { runs } = await openRuns({ roots: [root] });
    rmSync(path);
    writeDump(root, "1.jsonl", [{ response: "<answer>B</answer>" }, {}]);
    expect(await open(runs, path)).toMatchObject({ code: "file-changed" });
    await runs.refresh();
    expect(await open(runs, path)).toMatchObject({ kind: "rollout", question: { given: "B" } });
  });

  test("grown: rows that were listed go on opening", async () => {
    const root = makeFolder();
    const path = writeDump(root, "1.jsonl", [{ response: "<answer>A</answer>" }]);
    const { runs } = await openRuns({ roots: [root] });
    appendFileSync(path, `${dumpLine({})}\n`);
    expect(await open(runs, path)).toMatchObject({ kind: "rollout", question: { given: "A" } });
  });
});

describe("permission denied", () => {
  test("for a file: it is listed with the reason, and its neighbours are read", async () => {
    const root = makeFolder();
    chmodSync(root, 0o755);
    const path = writeDump(root, "1.jsonl", [{}]);
    writeDump(root, "2.jsonl", [{ step: 2 }]);
    chmodSync(path, 0);
    await asNobody(async () => {
      const { runs } = await openRuns({ roots: [root] });
      const nodes = await items(runs);
      expect(nodes.find(node => node.kind === "file")).toMatchObject({ path, problem: { code: "denied" } });
      expect(nodes.flatMap(node => (node.kind === "step" ? [node.step] : []))).toEqual([2]);
    });
  });

  test("for a file that was read before: its rows stay listed, and opening one says why it cannot be", async () => {
    const root = makeFolder();
    const path = writeDump(root, "1.jsonl", [{}]);
    const { runs } = await openRuns({ roots: [root] });
    chmodSync(path, 0);
    await asNobody(async () => expect(await open(runs, path)).toMatchObject({ kind: "unreadable", code: "denied" }));
    chmodSync(path, 0o600);
    expect(await open(runs, path)).toMatchObject({ kind: "rollout" });
  });

  test("for a folder: what lies beside it is read, and the folder is noted", async () => {
    const root = makeFolder();
    chmodSync(root, 0o755);
    const hidden = dirname(writeDump(root, "hidden/1.jsonl", [{}]));
    writeDump(root, "open/2.jsonl", [{ step: 2 }]);
    chmodSync(hidden, 0);
    try {
      await asNobody(async () => {
        const { runs } = await openRuns({ roots: [root] });
        expect((await items(runs)).flatMap(node => (node.kind === "step" ? [node.step] : []))).toEqual([2]);
        expect(runs.source?.leftOut().unreadable).toEqual([hidden]);
      });
    } finally {
      chmodSync(hidden, 0o700);
    }
  });
});

describe("very long lines", () => {
  /** Writes `write`, then leaves a hole of so many bytes that costs no disk. */
  function withHole(path: string, before: string, bytes: number, after: string): void {
    const file = openSync(path, "w");
    const start = writeSync(file, before);
    ftruncateSync(file, start + bytes);
    writeSync(file, after, start + bytes);
    closeSync(file);
  }

  test("a line of 2.1 GB is passed over in bounded memory; the rows around it open", async () => {
    const root = makeFolder();
    const path = join(root, "1.jsonl");
    withHole(path, `${dumpLine({ score: 1 })}\n{"input": "`, 2_100_000_000, `\n${dumpLine({ score: 3 })}\n`);
    const before = process.memoryUsage().rss;
    const { runs } = await openRuns({ roots: [root] });
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 2 ** 20);
    expect((await items(runs)).find(({ kind }) => kind === "step")).toMatchObject({ rollouts: 3, malformed: 1 });
    expect(await open(runs, path, 2)).toMatchObject({ kind: "rollout" });
    expect(await open(runs, path, 1)).toMatchObject({ kind: "unreadable", code: "unit-too-large" });
    expect(await runs.raw({ ref: { file: path, row: 1 } })).toBeNull();
  }, 120_000);

  test("a line of 300 MB that is not finished yet is waited for", async () => {
    const root = makeFolder();
    const path = join(root, "1.jsonl");
    withHole(path, `${dumpLine({})}\n{"input": "`, 300_000_000, "");
    const { runs } = await openRuns({ roots: [root] });
    expect((await items(runs)).find(({ kind }) => kind === "step")).toMatchObject({
      rollouts: 1,
      isBeingWritten: true,
    });
  });

  test("a rollout of more than 256 MB is listed with its figures and not opened", async () => {
    const root = makeFolder();
    const path = join(root, "1.jsonl");
    const [head, tail] = dumpLine({ response: "@", score: 7 }).split("@");
    const file = openSync(path, "w");
    writeSync(file, `${dumpLine({ score: 9 })}\n${head}`);
    const block = Buffer.alloc(1 << 20, "x");
    for (let i = 0; i <= 256; i++) writeSync(file, block);
    writeSync(file, `${tail}\n`);
    closeSync(file);
    const { runs } = await openRuns({ roots: [root] });
    const step = (await items(runs)).find(({ kind }) => kind === "step");
    expect(step).toMatchObject({ rollouts: 2, malformed: 0, meanScore: { value: 8, n: 2 } });
    expect(await open(runs, path, 1)).toMatchObject({ kind: "unreadable", code: "unit-too-large" });
    const neighbour = await open(runs, path, 0);
    expect(neighbour).toMatchObject({ kind: "rollout", group: { position: 1 } });
    expect(neighbour.kind === "rollout" && neighbour.group.members.map(({ isMalformed }) => isMalformed)).toEqual([
      false,
      true,
    ]);
  });
});

describe("very many files", () => {
  test("10,000 in 100 folders are all read, as one run of 10,000 steps", async () => {
    const root = makeFolder();
    for (let folder = 0; folder < 100; folder++) {
      mkdirSync(join(root, `run${folder}`));
      for (let step = 0; step < 100; step++) writeDump(root, `run${folder}/${step}.jsonl`, [{ step }]);
    }
    const { runs } = await openRuns({ roots: [root], discovery: { maxDepth: 8, maxEntries: 200_000, ignore: [] } });
    const found = await runs.children({ id: null, query: plain });
    expect(found).toMatchObject([{ kind: "run", steps: 10_000, latestStep: 99 }]);
  });

  test("more entries than the limit end the search, which says so", async () => {
    const root = makeFolder();
    for (let folder = 0; folder < 20; folder++) writeDump(root, `run${folder}/1.jsonl`, [{}]);
    const { runs } = await openRuns({ roots: [root], discovery: { maxDepth: 8, maxEntries: 30, ignore: [] } });
    expect((await runs.children({ id: null, query: plain })).length).toBeLessThan(20);
    expect(runs.source?.leftOut().cutRoots).toEqual([root]);
  });
});
