import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { consoleProgress } from "../../../src/core/launch/consoleProgress.js";
import { metricsProgress } from "../../../src/core/launch/metricsProgress.js";
import { progressScript } from "../../../src/node/jobs/progressScript.js";
import { readProgress } from "../../../src/node/jobs/readProgress.js";
import { openHost } from "../../../src/node/remote/openHost.js";
import { trainerFolder } from "./madeJobs.js";
import { temporaryFolder } from "./temporaryFolder.js";

const connection = openHost("local", { trainerFolder });
afterAll(() => connection.dispose());

const row = (step: number, data: object) => `${JSON.stringify({ step, data })}\n`;

async function progressOf(files: Readonly<Record<string, string>>, stageFolders: readonly string[] = ["out"]) {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const mark = "0123456789abcdef";
  const places = [{ runId: "run-in-progress", runFolder: folder, stageFolders }];
  const answer = await connection.run(progressScript(mark, places, false));
  if (answer.kind !== "answered") throw new Error(answer.failure.detail);
  return readProgress(answer.out, mark).runs.get("run-in-progress");
}

describe("how far a training is", () => {
  it("is said by the last whole row of verl's metrics, its reward by the last that has one", () => {
    const text =
      `alf of a row"}}\n` +
      row(7, { "critic/score/mean": 0.5, "timing_s/step": 10 }) +
      row(8, { "critic/score/mean": 0.75, "timing_s/step": 20, "critic/rewards/mean": 0.1 }) +
      row(8, { "val-core/x/acc/mean@1": 1 }) +
      `{"step": 9, "data": {"critic/sc`;
    expect(metricsProgress(text)).toEqual({
      step: 8,
      totalSteps: null,
      reward: 0.75,
      secondsPerStep: 15,
      secondsLeft: null,
    });
  });

  it("takes no NaN for a reward", () => {
    const text = `${row(1, { "critic/score/mean": 0.25 })}{"step": 2, "data": {"critic/score/mean": NaN}}\n`;
    expect(metricsProgress(text)).toMatchObject({ step: 2, reward: 0.25 });
  });

  it("is said by LLaMA-Factory's log with its own time left", () => {
    const text = `{"current_steps": 20, "total_steps": 300, "loss": NaN, "remaining_time": "1 day, 0:16:20"}\n`;
    expect(metricsProgress(text)).toMatchObject({ step: 20, totalSteps: 300, secondsLeft: 86_400 + 980 });
  });

  it("is said by the console, through Ray's prefix, its colours and numpy's numbers", () => {
    const line = (step: number, score: string) =>
      `\u001b[36m(TaskRunner pid=77, ip=10.0.0.2)\u001b[0m step:${String(step)} - critic/score/mean:${score} - timing_s/step:12.5\n`;
    const text = `${line(3, "np.float64(0.5)")}noise\r 40%|###\n${line(4, "0.625")}step:5 - critic/score/mean:0.9`;
    expect(consoleProgress(text)).toMatchObject({ step: 4, reward: 0.625, secondsPerStep: 12.5 });
  });

  it.each(["", "step:x - a:1\n", "{}\n", "[1]\n", '{"step": -1, "data": {}}\n', '{"step": 1.5, "data": {}}\n'])(
    "is not said by %j",
    text => {
      expect([metricsProgress(text), consoleProgress(text)]).toEqual([null, null]);
    },
  );
});

describe("a run's files on its host", () => {
  it("say the stage that has begun last, its newest metrics, and the checkpoints of all", async () => {
    const progress = await progressOf(
      {
        "out/1-action/metrics/1700000000.jsonl": row(40, {}),
        "out/1-action/ckpt/global_step_40/x": "",
        "out/2-reorder/metrics/1700000100.jsonl": row(3, { "critic/score/mean": 1 }),
        "out/2-reorder/metrics/1700000200.jsonl": row(5, { "critic/score/mean": 2 }),
        "out/2-reorder/ckpt/global_step_4/x": "",
        log: "step:99 - a:1\n",
      },
      ["out/1-action", "out/2-reorder", "out/3-character"],
    );
    expect(progress).toMatchObject({ stage: 1, steps: { step: 5, reward: 2 }, checkpoints: [4, 40] });
  });

  it("say it of a miniature, which has everything in the stage's own folder", async () => {
    const progress = await progressOf({
      "out/metrics.jsonl": row(0, {}) + row(12, { "critic/score/mean": 1.5 }),
      "out/global_step_10/policy.json": "",
      "out/rollouts/12.jsonl": "",
    });
    expect(progress).toMatchObject({ stage: 0, steps: { step: 12, reward: 1.5 }, checkpoints: [10] });
  });

  it("say it by the log where there are no metrics", async () => {
    expect(await progressOf({ "out/x": "", log: "step:9 - a:1\n" })).toMatchObject({ stage: 0, steps: { step: 9 } });
  });

  it("say it by LLaMA-Factory's log where that is", async () => {
    const text = `{"current_steps": 2, "total_steps": 4, "percentage": 50.0}\n`;
    const progress = await progressOf({ "out/ckpt/trainer_log.jsonl": text, "out/ckpt/checkpoint-2/x": "" });
    expect(progress).toMatchObject({ steps: { step: 2, totalSteps: 4 }, checkpoints: [2] });
  });

  it("say nothing before the first stage has begun", async () => {
    expect(await progressOf({ log: "loading\n" })).toEqual({ stage: null, steps: null, checkpoints: [] });
  });
});
