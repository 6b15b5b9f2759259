import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { python, pythonPackages } from "../../scripts/pythonPackages.mjs";
import type { AskedExport } from "../../src/core/benchmark/export/exportOptions.js";
import type { QuestionRecord } from "../../src/core/benchmark/questionRecord.js";
import { exportBenchmark } from "../../src/node/benchmark/exportBenchmark.js";
import { prepareLaunch } from "../../src/node/launch/prepareLaunch.js";
import { writeDryRun } from "../../src/node/launch/writeDryRun.js";
import { madeSize, writeMadeBenchmark } from "../fixtures/madeBenchmark.js";
import { trainerFolder } from "../remote/lib/trainerFolder.js";
import { getTrainer, runPython } from "./lib/llamaFactory.js";

/**
 * VLMEvalKit is in no package index: its tables are read here as it reads them only where LOUPE_VLMEVALKIT names a
 * checkout, with what it imports. In `npm test` pandas reads them as its loader does.
 */
describe("exports of a benchmark", () => {
  let folder = "";
  let questions: readonly QuestionRecord[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "loupe-exports-"));
    ({ questions } = await writeMadeBenchmark(folder));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function exported(asked: AskedExport): Promise<string> {
    const out = join(folder, asked.to);
    const result = await exportBenchmark({ folder, out, asked, version: "0", trainerFolder });
    if (result.kind !== "exported") throw new Error(JSON.stringify(result));
    return out;
  }

  async function answerOf(script: string, args: readonly string[], sets: readonly string[]): Promise<unknown> {
    const packages = await Promise.all(sets.map(pythonPackages));
    const env = {
      ...process.env,
      PYTHONPATH: packages.join(delimiter),
      HF_HUB_OFFLINE: "1",
      HF_HOME: join(folder, "hf"),
    };
    const ran = spawnSync(python, ["-B", join(import.meta.dirname, "lib", script), ...args], {
      ...{ env, encoding: "utf8", maxBuffer: 1 << 28 },
    });
    expect(ran.status, ran.stderr.slice(-4000)).toBe(0);
    return JSON.parse(ran.stdout.trimEnd().split("\n").at(-1) ?? "");
  }

  const ofSplit = (split: string) => questions.filter(question => question.split === split);
  const imagesOf = ({ shown }: QuestionRecord) => (shown === null ? 1 : 2);

  it("are read by verl's own dataset: every question, its images, its answer", async () => {
    const out = await exported({ to: "verl" });
    const sets = ["verlTrainer", "verl", "llama-factory", "ray"];
    const rows = await answerOf("readByVerl.py", [join(out, "train.parquet")], sets);
    expect(rows).toMatchObject(
      ofSplit("train").map(question => ({
        id: question.id,
        text: expect.stringContaining(question.question) as unknown,
        images: Array.from({ length: imagesOf(question) }, () => [expect.any(Number), expect.any(Number)] as unknown),
        ...{ truth: String(question.answer), source: question.task, agent: "single_turn_agent" },
      })),
    );
  });

  it("are read by LLaMA-Factory's own loader, by the files of a launch", async () => {
    const out = await exported({ to: "llamafactory" });
    const trainer = await getTrainer("current");
    await runPython(trainer, "tiny_model.py", [join(folder, "model")], folder);
    const config = {
      ...{ name: "fg", method: "SFT-S", engine: "llama-factory", host: "gpu-1", gpus: { perNode: 1 } },
      model: { path: join(folder, "model"), contextTokens: 32_768 },
      data: { train: join(out, "ai4va_fg_train.json"), validation: join(out, "ai4va_fg_test.json"), images: out },
      ...{ pixels: { max: 401_408 }, hyper: { cutoffTokens: 4096 } },
      extra: { use_cpu: true, bf16: false, deepspeed: null, preprocessing_num_workers: 1, dataloader_num_workers: 0 },
    };
    const file = join(folder, "fg.loupe-run.json");
    writeFileSync(file, JSON.stringify(config));
    const options = { text: null, isTrusted: true, isCounted: true, resumeFrom: null, trainerFolder, strategies: [] };
    const read = await prepareLaunch(file, options);
    if (read.kind !== "draft") throw new Error(JSON.stringify(read.issues));
    expect(read.draft.findings.filter(({ level }) => level === "error")).toEqual([]);
    const run = join(folder, "run");
    await writeDryRun(read.draft, run, trainerFolder);
    const printed = (await runPython(trainer, "read_by_trainer.py", [], run)).trim().split("\n").at(-1) ?? "";
    expect(JSON.parse(printed)).toMatchObject({
      rows: ofSplit("train").map(question => ({
        answer: expect.stringContaining(`<answer>${String(question.answer)}</answer>`) as unknown,
        images: Array.from({ length: imagesOf(question) }, () => expect.any(String) as unknown),
      })),
      validation: ofSplit("test").length,
    });
  });

  it("are tasks of lmms-eval, which asks every question and judges replies by our rules", async () => {
    const out = await exported({ to: "lmms-eval" });
    const tasks = await answerOf("readByLmms.py", [out], ["lmms-eval", "llama-factory"]);
    const expected = ofSplit("test").map(question => {
      // The only question of its task is answered with nonsense.
      const judged = question.answer_type === "open" ? { our_id: question.id } : { status: "unparsed", score: 0 };
      const images = Array.from(
        { length: imagesOf(question) },
        () => [expect.any(Number), expect.any(Number)] as unknown,
      );
      if (question.shown === null) images.splice(0, 1, [madeSize.width, madeSize.height]);
      const text = expect.stringContaining(question.question) as unknown;
      const mean = question.answer_type === "open" ? null : 0;
      return [
        `ai4va_fg_${question.task}`,
        { entries: [{ id: question.id, text, images, judged }], mean, cluster: "issue_id" },
      ];
    });
    expect(tasks).toMatchObject(Object.fromEntries(expected) as object);
  });

  const checkout = process.env["LOUPE_VLMEVALKIT"];
  it.skipIf(checkout === undefined)("are data sets of VLMEvalKit, from a checkout (LOUPE_VLMEVALKIT)", async () => {
    const out = await exported({ to: "vlmevalkit" });
    process.env["LMUData"] = out;
    const found = await answerOf("readByVlm.py", [checkout ?? "", out], ["lmms-eval", "llama-factory"]);
    expect(found).toMatchObject([
      { kind: "CustomMCQDataset", rows: 5, images: [1, 1, 1, 2, 1] },
      { kind: "CustomVQADataset", rows: 2, images: [1, 1] },
    ]);
  });
});
