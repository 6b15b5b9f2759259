import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { llamaFactoryYaml, yamlNumber } from "../../../src/core/launch/llamaFactoryYaml.js";
import { planSft } from "../../../src/core/launch/planSft.js";
import type { PlanContext, RunPlan } from "../../../src/core/launch/runPlan.js";
import type { ResolvedConfig } from "../../../src/core/launch/resolvedConfig.js";
import { context, sftConfig } from "./launchConfig.js";

const textOf = (resolved: ResolvedConfig, path: string, own: PlanContext = context): string =>
  planSft(resolved, own).files.find(file => file.path === path)?.text ?? "";

const yamlOf = (resolved: ResolvedConfig, own?: PlanContext): Record<string, unknown> =>
  parse(textOf(resolved, "sft.yaml", own), { version: "1.1" }) as Record<string, unknown>;

const codesOf = (resolved: ResolvedConfig): readonly string[] =>
  planSft(resolved, context).findings.map(({ level, code }) => `${level} ${code}`);

describe("the YAML of a supervised run", () => {
  it("has the values of Table 9: 4 GPUs × 1 × 4 rows", () => {
    expect(yamlOf(sftConfig())).toMatchObject({
      ...{
        learning_rate: 1e-5,
        num_train_epochs: 3,
        lr_scheduler_type: "cosine",
        warmup_ratio: 0.1,
        optim: "adamw_torch",
      },
      ...{
        per_device_train_batch_size: 1,
        gradient_accumulation_steps: 4,
        finetuning_type: "full",
        template: "qwen2_vl",
      },
    });
    expect(textOf(sftConfig(), "command.sh")).toContain("NPROC_PER_NODE=4");
    const settings = planSft(sftConfig(), context).settings.filter(({ paper }) => paper !== null);
    expect(settings.map(({ key }) => key)).toEqual([
      ...["hyper.learningRate", "hyper.epochs", "hyper.batch", "hyper.schedule", "hyper.warmupRatio", "gpus.perNode"],
    ]);
    expect(settings.every(({ isPaper }) => isPaper)).toBe(true);
  });

  it.each([
    [1, 16],
    [2, 8],
    [8, 2],
    [16, 1],
  ])("keeps the batch of 16 on %i GPUs", (perNode, accumulation) => {
    const resolved = sftConfig({ gpus: { perNode } });
    expect(yamlOf(resolved)["gradient_accumulation_steps"]).toBe(accumulation);
    expect(codesOf(resolved)).not.toContain("error sft-batch");
  });

  it("is refused with numbers of GPUs that cannot share the batch, and says what it would be", () => {
    const finding = planSft(sftConfig({ gpus: { perNode: 3 } }), context).findings.find(
      ({ code }) => code === "sft-batch",
    );
    expect(finding).toMatchObject({ level: "error", values: [16, 3, 1, 15] });
  });

  it("takes its pixels from the one limit that all sides have", () => {
    expect(yamlOf(sftConfig({ pixels: { max: 1_003_520, min: 3136 } }))).toMatchObject({
      ...{ image_max_pixels: 1_003_520, image_min_pixels: 3136 },
    });
  });

  it("never deletes the log of a run that is gone on from", () => {
    expect(yamlOf(sftConfig())).not.toHaveProperty("overwrite_output_dir");
  });

  it("has DeepSpeed for a full fine-tuning only", () => {
    expect(JSON.parse(textOf(sftConfig(), "ds_z3_config.json"))).toMatchObject({ zero_optimization: { stage: 3 } });
    const lora = sftConfig({ model: { path: "Qwen/Qwen2.5-VL-7B-Instruct", finetuning: "lora" } });
    expect(yamlOf(lora)).not.toHaveProperty("deepspeed");
    expect(yamlOf(lora)).toMatchObject({ finetuning_type: "lora", lora_target: "all" });
    const others = [lora, sftConfig({ extra: { deepspeed: null } }), sftConfig({ extra: { deepspeed: "/own.json" } })];
    expect(others.map(resolved => textOf(resolved, "ds_z3_config.json"))).toEqual(["", "", ""]);
  });

  it("validates on data of its own, before the training too", () => {
    const own = { ...context, data: { ...context.data, validation: "data/validation.jsonl" } };
    expect(yamlOf(sftConfig(), own)).toMatchObject({ eval_dataset: "loupe_validation", eval_on_start: true });
    expect(yamlOf(sftConfig())).not.toHaveProperty("eval_dataset");
  });

  it("is extended and changed by the keys of the configuration", () => {
    const extra = { freeze_vision_tower: false, neat_packing: true, deepspeed: null };
    expect(yamlOf(sftConfig({ extra }))).toMatchObject(extra);
  });

  it("is read back as it was meant, whatever the texts are", () => {
    const value = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("on", "no", "~", "1e-5", "1:30", "0x1F", "null", " a", "a: b", "#x", "- x", "'", '"'),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z_]{1,20}$/), fc.oneof(value, fc.boolean(), fc.constant(null))),
        values => {
          expect(parse(llamaFactoryYaml(values), { version: "1.1" })).toEqual({ ...values });
        },
      ),
    );
  });

  it("writes numbers so that PyYAML takes them for numbers", () => {
    // PyYAML's own patterns: an integer, or a float with a point and, where there is an exponent, its sign.
    const pattern = /^(?:[-+]?(?:0|[1-9][0-9_]*)|[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?)$/;
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value =>
        pattern.test(yamlNumber(Object.is(value, -0) ? 0 : value)),
      ),
    );
    expect(yamlNumber(1e-7)).toBe("1.0e-7");
    expect(llamaFactoryYaml({ learning_rate: 1e-7, steps: 3 })).toBe("learning_rate: 1.0e-7\nsteps: 3\n");
  });
});

describe("dataset_info.json", () => {
  it("lists every tag, since one that is left out would be null", () => {
    const info = JSON.parse(textOf(sftConfig(), "data/dataset_info.json")) as Record<
      string,
      { tags: object; file_name: string }
    >;
    expect(Object.keys(info["loupe_train"]?.tags ?? {}).toSorted()).toEqual([
      ...["assistant_tag", "content_tag", "function_tag", "observation_tag", "role_tag", "system_tag", "user_tag"],
    ]);
    expect(info["loupe_train"]?.file_name).toBe("train.jsonl");
  });

  it("names data of the host by their own place", () => {
    const own = { ...context, data: { ...context.data, train: "/data/sft/train.json" } };
    expect(textOf(sftConfig(), "data/dataset_info.json", own)).toContain('"/data/sft/train.json"');
  });
});

describe("what probably goes wrong", () => {
  it("is told: a frozen vision tower, a cutoff below a page, other pixels, keys that are ours", () => {
    expect(codesOf(sftConfig())).toEqual(["warning sft-vision-frozen"]);
    expect(codesOf(sftConfig({ extra: { freeze_vision_tower: false } }))).toEqual([]);
    const short = {
      hyper: { cutoffTokens: 2048 },
      extra: { image_max_pixels: 262_144, output_dir: "x", freeze_vision_tower: false },
    };
    expect(codesOf(sftConfig(short))).toEqual([
      ...["error extra-owned", "warning sft-pixels-differ", "warning sft-cutoff-under-page"],
    ]);
    expect(codesOf(sftConfig({ nodes: 2, stages: [{ name: "a" }], strategy: "vanilla" }))).toEqual([
      ...["error sft-one-node", "error sft-no-stages", "warning sft-no-strategy", "warning sft-vision-frozen"],
    ]);
    const home = sftConfig({ data: { train: "~/sft.json", onHost: true }, model: { path: "~/models/7b" } });
    expect(codesOf(home)).toContain("error sft-home-path");
  });
});

describe("command.sh of a supervised run", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "loupe-sft-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const runFolder = (name: string): string => join(folder, name);

  function lay(name: string, files: RunPlan["files"]): void {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(runFolder(name), path)), { recursive: true });
      writeFileSync(join(runFolder(name), path), text);
    }
  }

  function checkpoint(name: string, step: number, isWhole = true): void {
    const place = join(runFolder(name), "out/ckpt", `checkpoint-${step}`);
    mkdirSync(place, { recursive: true });
    if (isWhole) writeFileSync(join(place, "trainer_state.json"), "{}");
  }

  /** Runs the command with a stand-in trainer that tells what it was given; gives its words and the YAML it read. */
  function run(name: string, changes: Readonly<Record<string, unknown>> = {}, own: Partial<PlanContext> = {}) {
    lay(name, planSft(sftConfig(changes), { ...context, ...own }).files);
    mkdirSync(join(folder, "bin"), { recursive: true });
    const program = join(folder, "bin", "llamafactory-cli");
    writeFileSync(
      program,
      '#!/bin/sh\necho "$1 $NPROC_PER_NODE ${CUDA_VISIBLE_DEVICES-all} $MASTER_PORT"\ncp "$2" seen.yaml\n',
    );
    chmodSync(program, 0o755);
    const { stdout, stderr, status } = spawnSync("sh", [join(runFolder(name), "command.sh")], {
      encoding: "utf8",
      cwd: folder,
      env: {
        ...process.env,
        PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
        LOUPE_RUN_DIR: runFolder(name),
      },
    });
    const seen = () =>
      parse(readFileSync(join(runFolder(name), "seen.yaml"), "utf8"), { version: "1.1" }) as Record<string, unknown>;
    return { out: stdout, err: stderr, status, seen };
  }

  it("starts from the model where nothing was trained before", () => {
    const { out, status, seen } = run("a", { gpus: { devices: [2, 5], perNode: 2 } });
    expect(status).toBe(0);
    expect(out).toMatch(/starting from the weights of the model\ntrain 2 2,5 2\d{4}\n$/);
    expect(seen()).not.toHaveProperty("resume_from_checkpoint");
  });

  it("meets on another port for another run", () => {
    const ports = ["run-aaaaaa", "run-bbbbbb"].map(runId => run(runId, {}, { runId }).out.trim().split(" ").at(-1));
    expect(new Set(ports).size).toBe(2);
  });

  it("goes on from its own last whole checkpoint when it is started again", () => {
    checkpoint("a", 9);
    checkpoint("a", 10);
    checkpoint("a", 20, false);
    const { seen } = run("a");
    expect(seen()["resume_from_checkpoint"]).toBe(join(runFolder("a"), "out/ckpt/checkpoint-10"));
  });

  it("goes on from the run that it is a relaunch of, through one that never saved, and writes into its own folder", () => {
    checkpoint("it's first: #1", 30);
    lay("second", planSft(sftConfig(), { ...context, resumeFrom: runFolder("it's first: #1") }).files);
    const { seen, out } = run("third", {}, { resumeFrom: runFolder("second") });
    expect(seen()).toMatchObject({
      resume_from_checkpoint: join(runFolder("it's first: #1"), "out/ckpt/checkpoint-30"),
      output_dir: "out/ckpt",
    });
    expect(out).toContain("going on from");
  });

  it("ends where the run that it goes on from is gone, in place of beginning anew", () => {
    const { status, err, out } = run("b", {}, { resumeFrom: runFolder("gone") });
    expect([status, out]).toEqual([66, ""]);
    expect(err).toContain("there is no run folder");
  });

  it("trains on the chosen task kinds only", () => {
    mkdirSync(join(runFolder("a"), "data"), { recursive: true });
    const rows = ["action_recognition", "depth_comparison", null, "action_recognition"].map((task, id) => ({
      id,
      task,
      text: "ü",
    }));
    writeFileSync(join(runFolder("a"), "data/train.jsonl"), rows.map(row => `${JSON.stringify(row)}\n`).join(""));
    const { out, status } = run("a", { data: { train: "train.jsonl", tasks: ["action_recognition"] } });
    expect(status).toBe(0);
    expect(out).toContain("2 of 4 rows are of action_recognition");
    const selected = readFileSync(join(runFolder("a"), "data/selected.jsonl"), "utf8")
      .trim()
      .split("\n");
    expect(selected.map(line => (JSON.parse(line) as { id: number }).id)).toEqual([0, 3]);
    expect(readFileSync(join(runFolder("a"), "data/dataset_info.json"), "utf8")).toContain('"selected.jsonl"');
  });

  it("ends instead of training on nothing", () => {
    mkdirSync(join(runFolder("a"), "data"), { recursive: true });
    writeFileSync(join(runFolder("a"), "data/train.jsonl"), '[{"task": "depth_comparison"}]');
    const { out, status } = run("a", { data: { train: "train.jsonl", tasks: ["action_recognition"] } });
    expect(status).toBe(65);
    expect(out).not.toContain("train 4");
  });

  it("activates the trainer's environment, and ends where that cannot be done", () => {
    mkdirSync(join(folder, "venv/bin"), { recursive: true });
    writeFileSync(join(folder, "venv/bin/activate"), 'echo "activated $NOT_SET"\n');
    const activate = { kind: "venv", path: join(folder, "venv") };
    expect(run("a", { environment: { activate } }).out).toContain("activated \n");
    const absent = run("b", { environment: { activate: { kind: "venv", path: "/no/such" } } });
    expect(absent.status).not.toBe(0);
    expect(absent.out).not.toContain("train 4");
  });
});
