import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { whatIsSeen } from "../rollout/formatFixtures.js";

const folder = temporaryFolder();
const open = openedRuns();

/** Written by `test/fixtures/pandas/writeCompletions.py`: pyarrow's own bytes, not those of a writer for tests. */
const tables = join(import.meta.dirname, "../../fixtures/pandas");

it.each(["snappy", "gzip", "zstd", "brotli", "lz4", "none"])(
  "completions that pandas wrote are read, lists of messages and empty values included: %s",
  async compression => {
    const root = join(folder(), "run");
    mkdirSync(join(root, "completions"), { recursive: true });
    copyFileSync(join(tables, `${compression}.parquet`), join(root, "completions/completions_00003.parquet"));
    const { runs } = await open({ roots: [root] });
    const seen = await whatIsSeen(runs, root);
    const file = "completions/completions_00003.parquet";
    const row = { outcome: "unknown", expected: null, step: 3, turns: "model", calls: [] };
    expect(seen).toEqual([
      { run: "", notes: ["loss-no-total", "loss-no-images"] },
      { phase: "training" },
      { step: 3, rollouts: 3, stale: null },
      { group: "q1" },
      {
        ...{ ...row, row: `${file} 0`, score: 1.25, given: "Ada 街 😀", turns: "model tool model" },
        calls: ["image_zoom_in_tool [10,20,110,220]"],
      },
      { ...row, row: `${file} 1`, score: "-infinity", given: "Bob" },
      { group: "Where is the cat?" },
      { ...row, row: `${file} 2`, score: 0, given: null },
    ]);
  },
);
