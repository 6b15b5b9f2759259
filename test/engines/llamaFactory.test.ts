import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { llamaFactoryGrid } from "../../src/core/launch/llamaFactoryGrid.js";
import { defaultResizeLimits } from "../../src/core/page/resizeLimits.js";
import { prepareLaunch } from "../../src/node/launch/prepareLaunch.js";
import { writeDryRun } from "../../src/node/launch/writeDryRun.js";
import { trainerFolder } from "../remote/lib/trainerFolder.js";
import { getTrainer, pageSizes, runPython, writeData, type Trainer } from "./lib/llamaFactory.js";

const understoodSchema = z.object({
  arguments: z.record(z.string(), z.unknown()),
  rows: z.array(
    z.object({ tokens: z.number(), imageTokens: z.number(), answer: z.string(), images: z.array(z.string()) }),
  ),
  validation: z.number().nullable(),
});

type Understood = z.infer<typeof understoodSchema>;

const maxPixels = 401_408;

/** Without GPUs: no bf16 kernels to ask for, no DeepSpeed. Everything else is as for the real model. */
const onCpu = { use_cpu: true, bf16: false, deepspeed: null, preprocessing_num_workers: 1, dataloader_num_workers: 0 };

describe.each([
  { release: "current", engine: "llama-factory" },
  { release: "0.9.3", engine: "llama-factory-0.9.3" },
] as const)("LLaMA-Factory $release", ({ release, engine }) => {
  let folder = "";
  let trainer: Trainer;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "loupe-engine-"));
    trainer = await getTrainer(release);
    await writeData(folder);
    await runPython(trainer, "tiny_model.py", [join(folder, "model")], folder);
  }, 3_600_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function understood(
    name: string,
    changes: object,
  ): Promise<Understood & { readonly written: Record<string, unknown> }> {
    const config = {
      ...{ name, method: "SFT-R", engine, host: "gpu-1", gpus: { perNode: 1 } },
      model: { path: join(folder, "model"), contextTokens: 32_768 },
      data: { train: "train.jsonl", validation: "validation.jsonl", images: "pages" },
      ...{ pixels: { max: maxPixels }, hyper: { cutoffTokens: 4096 }, extra: onCpu },
      ...changes,
    };
    const file = join(folder, `${name}.loupe-run.json`);
    writeFileSync(file, JSON.stringify(config));
    const options = { text: null, isTrusted: true, isCounted: true, resumeFrom: null, trainerFolder, strategies: [] };
    const read = await prepareLaunch(file, options);
    if (read.kind !== "draft") throw new Error(JSON.stringify(read.issues));
    expect(read.draft.findings.filter(({ level }) => level === "error")).toEqual([]);
    const out = join(folder, name);
    await writeDryRun(read.draft, out, trainerFolder);
    const printed = (await runPython(trainer, "read_by_trainer.py", [], out)).trim().split("\n").at(-1) ?? "";
    const written = parse(readFileSync(join(out, "sft.yaml"), "utf8"), { version: "1.1" }) as Record<string, unknown>;
    return { ...understoodSchema.parse(JSON.parse(printed)), written };
  }

  it("takes every key of the YAML, and understands each as it was meant", async () => {
    const { arguments: told, written } = await understood("full", {});
    // These it turns into lists, or into what it found on the disk.
    const { dataset, eval_dataset, report_to, save_strategy, eval_strategy, ...others } = written;
    expect(told).toMatchObject({ ...others, deepspeed: null });
    expect([told["dataset"], told["eval_dataset"]]).toEqual([[dataset], [eval_dataset]]);
    expect([told["save_strategy"], told["eval_strategy"]]).toEqual([save_strategy, eval_strategy]);
    expect(report_to).toBe("none");
    expect(told).toMatchObject({ learning_rate: 1e-5, num_train_epochs: 3, gradient_accumulation_steps: 16 });
  });

  it("reads the data with its own loader: every row, its images, its answers", async () => {
    const { rows, validation } = await understood("data", {});
    expect(rows).toHaveLength(pageSizes.length + 1);
    expect(validation).toBe(pageSizes.length + 1);
    expect(rows.map(({ images }) => images.length)).toEqual([1, 1, 1, 1, 2]);
    for (const { answer } of rows) expect(answer).toContain("<answer>A</answer>");
  });

  it("sees each page in the grid that we say it does", async () => {
    const { rows } = await understood("grid", {});
    const limits = { ...defaultResizeLimits, maxPixels };
    const expected = pageSizes.map(size => {
      const grid = llamaFactoryGrid(size, limits);
      return grid === null ? null : (grid.width / 28) * (grid.height / 28);
    });
    expect(rows.slice(0, pageSizes.length).map(({ imageTokens }) => imageTokens)).toEqual(expected);
  });

  it("trains LoRA by the same files", async () => {
    const { arguments: told } = await understood("lora", {
      model: { path: join(folder, "model"), contextTokens: 32_768, finetuning: "lora" },
    });
    expect(told).toMatchObject({ finetuning_type: "lora", lora_rank: 8 });
  });
});
