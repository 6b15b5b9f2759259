import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Indexer } from "../../../src/node/index/indexer.js";
import { readMetrics } from "../../../src/node/runs/readMetrics.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { indexFolder } from "../index/indexFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();
const line = (step: number, loss: string) => `{"step": ${step}, "data": {"loss": ${loss}}}\n`;

function written(name: string, text: string): string {
  const file = join(makeFolder(), name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

async function read(file: string, change: (index: Indexer) => Pick<Indexer, "readUnit"> = index => index) {
  const index = await indexFolder(dirname(file));
  const indexed = index.files().get(file);
  if (indexed === undefined) throw new Error("not indexed");
  return readMetrics([indexed], change(index));
}

describe("reading a metrics file", () => {
  it("gives the curves, Python's NaN included, and counts the rows that cannot be read", async () => {
    const file = written(
      "metrics.jsonl",
      line(1, "2.5") + line(2, "NaN") + "{broken\n" + '{"step": 3}\n' + line(4, "1"),
    );
    expect(await read(file)).toMatchObject({
      kind: "curves",
      curves: { steps: [1, 2, 4], series: [{ name: "loss", values: [2.5, null, 1], breaks: [[1, 4]] }] },
      unreadRows: 2,
      every: 1,
    });
  });

  it("takes all points of a trainer_state.json, and says that one without points is empty", async () => {
    const history = [1, 2].map(step => ({ step, loss: 3 - step }));
    const state = (log_history: unknown) => JSON.stringify({ global_step: 2, log_history });
    expect(await read(written("trainer_state.json", state(history)))).toMatchObject({
      curves: { steps: [1, 2], series: [{ name: "loss", values: [2, 1] }] },
      unreadRows: 0,
    });
    const empty = await read(written("trainer_state.json", state([])));
    expect(empty).toEqual({ kind: "unreadable", problem: { code: "empty", values: [] } });
  });

  it("thins a very long file evenly", async () => {
    const file = written("metrics.jsonl", Array.from({ length: 40_001 }, (_, step) => line(step, "1")).join(""));
    const found = await read(file);
    expect(found).toMatchObject({ kind: "curves", every: 3 });
    expect(found.kind === "curves" && found.curves.steps.slice(0, 3)).toEqual([0, 3, 6]);
    expect(found.kind === "curves" && found.curves.series[0]?.breaks).toEqual([]);
  });

  it("gives the reason when nothing can be read any more", async () => {
    const failed = { kind: "failed", reason: { code: "denied" } } as const;
    const file = written("metrics.jsonl", line(1, "2"));
    expect(await read(file, () => ({ readUnit: () => Promise.resolve(failed) }))).toEqual({
      kind: "unreadable",
      problem: { code: "denied", values: [] },
    });
  });
});

describe("the worker's call for curves", () => {
  it("follows a file that grows, and tells which item changed", async () => {
    const file = written("run/metrics.jsonl", line(1, "2"));
    const { runs, events } = await openRuns({ roots: [dirname(file)] }, { watch: true });
    const steps = async () => {
      const found = await runs.metrics({ file });
      return found.kind === "curves" ? found.curves.steps : found.problem.code;
    };
    expect(await steps()).toEqual([1]);
    events.length = 0;
    appendFileSync(file, line(2, "1"));
    await vi.waitFor(async () => expect(await steps()).toEqual([1, 2]), { timeout: 60_000 });
    const id = JSON.stringify(["metrics", file]);
    await vi.waitFor(
      () => expect(events.some(event => event.kind === "changed" && event.ids.includes(id))).toBe(true),
      {
        timeout: 60_000,
      },
    );
  });

  it("says that a file it does not know is gone", async () => {
    const { runs } = await openRuns({ roots: [makeFolder()] });
    const problem = { code: "gone", values: [] };
    expect(await runs.metrics({ file: "/elsewhere/metrics.jsonl" })).toEqual({ kind: "unreadable", problem });
  });
});
