import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { remembersJobs } from "../../../src/node/jobs/remembersJobs.js";
import { mayHoldRuns } from "../../../src/node/runs/mayHoldRuns.js";
import { contributed } from "../../../src/host/start/contributed.js";
import { readProjectJson } from "../house/projectFiles.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const fixtures = fileURLToPath(new URL("../../fixtures/formats", import.meta.url));
const newFolder = temporaryFolder();

/** A new folder with these files in it, all empty. */
function folderWith(...files: readonly string[]): string {
  const folder = newFolder();
  for (const file of files) {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), "");
  }
  return folder;
}

describe("the look at the start of a window", () => {
  it.each([
    [["loupe.json"]],
    [["rollouts/1.jsonl"]],
    [["run/rollouts/1.jsonl"]],
    [["run/loupe.json"]],
    [["grpo.loupe-run.json"]],
    [["generations.log"]],
    [["run/120.jsonl"]],
    [["run/completions_00001.parquet"]],
    [["rarl/run/rollouts/1.jsonl"]],
    [["train_data_step1.jsonl"]],
    [["traces.jsonl"]],
    [["results.jsonl"]],
    [["result_lamps.jsonl"]],
    [["episodes/train_step_1_epoch_0/a.json"]],
    [["train_step_1_epoch_0/a.json"]],
    [["eval-rollout/12/5.jsonl"]],
    [["step_1/x"]],
    [["generated_predictions.jsonl"]],
    [["trainer_log.jsonl"]],
    [["logging.jsonl"]],
    [["experiment_log.jsonl"]],
    [["metrics.jsonl"]],
  ])("sees runs in %j", async files => {
    expect(await mayHoldRuns(folderWith(...files))).toBe(true);
  });

  it.each(readdirSync(fixtures))(
    "sees the run of the fixture %s from its folder and from the one above",
    async format => {
      expect(await mayHoldRuns(join(fixtures, format, "run"))).toBe(true);
      expect(await mayHoldRuns(join(fixtures, format))).toBe(true);
    },
  );

  it.each([[[]], [["README.md", "src/index.ts"]], [["a/b/c/rollouts/1.jsonl"]], [[".git/rollouts/1.jsonl"]]])(
    "sees none in %j",
    async files => {
      expect(await mayHoldRuns(folderWith(...files))).toBe(false);
    },
  );

  it("looks into as many folders as it may, and no more", async () => {
    const names = Array.from({ length: 80 }, (_, at) => `${String(at).padStart(3, "0")}/notes.txt`);
    expect(await mayHoldRuns(folderWith(...names))).toBe(false);
  });

  it("takes a folder that is gone for an empty one", async () => {
    expect(await mayHoldRuns("/nowhere/at/all")).toBe(false);
    expect(await remembersJobs("/nowhere/at/all")).toBe(false);
  });

  it("knows a job that is remembered by its file", async () => {
    expect(await remembersJobs(folderWith("jobs/leases/x"))).toBe(false);
    expect(await remembersJobs(folderWith("jobs/a.json"))).toBe(true);
  });
});

describe("what the manifest contributes", () => {
  it("is read from our own", () => {
    const { commands, views, tasks, schemes } = contributed(readProjectJson("package.json"));
    expect(commands).toContain("loupe.showLog");
    expect(views).toContain("loupe.runs");
    expect(tasks).toEqual(["loupe"]);
    expect(schemes).toEqual(["loupe-row", "loupe-reward"]);
  });

  it.each([null, 1, [], {}, { contributes: { commands: 1, views: { a: [null, {}] } }, activationEvents: [1, "*"] }])(
    "is nothing in %j",
    manifest => {
      const { commands, views, tasks, tools, languages, schemes } = contributed(manifest);
      expect([commands, views, tasks, tools, languages, schemes].flat()).toEqual([]);
    },
  );
});
