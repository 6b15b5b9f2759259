import { join } from "node:path";
import { expect, it } from "vitest";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { copyFixture } from "./formatFixtures.js";

const folder = temporaryFolder();
const open = openedRuns();

it("metrics in a folder for each step are one curve over the steps that the folders name, without a seam", async () => {
  const root = join(folder(), "run");
  copyFixture("skyrl-metrics", root);
  const { runs } = await open({ roots: [root] });
  const read = await runs.metrics({ file: join(root, "dumped_evals/global_step_5_evals/aggregated_results.jsonl") });
  if (read.kind !== "curves") throw new Error(read.kind);
  const { steps, series, seams, rowsWithoutStep } = read.curves;
  expect([steps, seams, rowsWithoutStep]).toEqual([[0, 5, 20], [], 1]);
  expect(series.map(({ name, values }) => [name, values])).toContainEqual(["eval/lamps/avg_score", [0.125, 0.25, 0.5]]);
  expect(series.map(({ name, values }) => [name, values])).toContainEqual(["eval/all/avg_score", [0.125, null, null]]);
});
