import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { planRun } from "../../../src/core/launch/planRun.js";
import { readRunConfig } from "../../../src/core/launch/readRunConfig.js";
import { runConfigSchema, type RunConfig } from "../../../src/core/launch/runConfig.js";
import type { PlanContext, RunPlan } from "../../../src/core/launch/runPlan.js";
import { noData } from "../../../src/core/launch/runPlan.js";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { readMiniatureOptions } from "../../../src/core/simulate/miniature/readMiniatureOptions.js";
import { filledSentence } from "../../../src/protocol/jobs/filledSentence.js";
import { findingStrings } from "../../../src/protocol/jobs/findingStrings.js";
import { launchStrings } from "../../../src/protocol/jobs/launchStrings.js";
import { contextOf, textOf } from "./planned.js";
import { writePlan } from "./standInVerl.js";

type Keys = Readonly<Record<string, unknown>>;

const least = { name: "small", method: "RARL", engine: "miniature", host: "local" };
const configOf = (keys: Keys = {}): RunConfig => runConfigSchema.parse({ ...least, ...keys });
const planOf = (keys: Keys = {}, context: Partial<PlanContext> = {}): RunPlan =>
  planRun(configOf(keys), contextOf({ data: noData, ...context }));
const told = (plan: RunPlan, ...levels: readonly string[]) =>
  plan.findings
    .filter(({ level }) => levels.includes(level))
    .map(({ level, code, values, key }) => [level, code, key, ...values]);
const pathsOf = ({ files }: RunPlan) => files.map(({ path }) => path).sort();

describe("a configuration of the miniature", () => {
  it("needs neither model nor data, and a trainer's still needs both", () => {
    expect(readRunConfig(JSON.stringify(least))).toMatchObject({
      kind: "config",
      config: { engine: "miniature", simulate: { pace: "live", node: "node" } },
    });
    const read = readRunConfig(JSON.stringify({ ...least, engine: "verl-current" }));
    const missing = read.kind === "issues" ? read.issues.map(({ code, key }) => [code, key]) : [];
    expect(missing).toEqual([
      ["missing", "model"],
      ["missing", "data"],
    ]);
  });

  it("is told the range of an assumption that has another", () => {
    const simulate = { outcomeCall: [0.5, 0.5, 0.5], firstCall: 1, mix: { depth_comparison: -1 }, estimator: "ppo" };
    const read = readRunConfig(JSON.stringify({ ...least, simulate }));
    const allowed = Object.fromEntries(
      read.kind === "issues" ? read.issues.map(({ key, values }) => [key, values[1]]) : [],
    );
    expect(allowed).toMatchObject({
      "simulate.outcomeCall": "(0, 1) × 3, Σ = 1",
      "simulate.firstCall": "(0, 1)",
      "simulate.estimator": expect.stringContaining("grpo | ") as unknown,
      "simulate.mix.depth_comparison": "[0, 1000000] × 5, Σ > 0",
    });
  });

  it("names every key that is wrong also where the engine is none", () => {
    const read = readRunConfig(JSON.stringify({ ...least, engine: "minature", nodes: 0, simulate: { firstCall: 2 } }));
    const issues = read.kind === "issues" ? read.issues.map(({ code, key }) => [code, key]) : [];
    expect(issues.sort()).toEqual([
      ["bad-value", "engine"],
      ["bad-value", "nodes"],
      ["bad-value", "simulate.firstCall"],
    ]);
  });

  it("says which keys are not read, and none that is", () => {
    const unread = {
      model: { path: "m" },
      data: { train: "t" },
      gpus: { perNode: 8 },
      pixels: { max: 1000 },
      hyper: { steps: 20, turns: 5, epochs: 3, seed: 4 },
      prompt: { system: "x" },
      checkpoints: { every: 5, keep: 3 },
      validation: { before: false, every: 10 },
      environment: { secrets: ["TOKEN"] },
      extra: { "trainer.x": 1 },
    };
    const warned = told(planOf(unread), "warning");
    expect(warned.every(([, code]) => code === "miniature-not-read")).toBe(true);
    expect(warned.map(([, , key]) => key).sort()).toEqual(
      [
        ...["checkpoints.every", "checkpoints.keep", "data", "environment.secrets", "extra.trainer.x"],
        ...["gpus.perNode", "hyper.epochs", "hyper.turns", "model", "pixels.max", "prompt.system"],
        "validation.before",
      ].sort(),
    );
    expect(told(planOf({ hyper: { steps: 20, rolloutBatch: 8, klCoefficient: 0.1 } }), "warning", "error")).toEqual([]);
  });

  it("is named where a trainer does not read its section", () => {
    const trained = { ...least, engine: "verl-current", model: { path: "m" }, data: { train: "t", validation: "v" } };
    const plan = planRun(runConfigSchema.parse({ ...trained, simulate: {} }), contextOf());
    expect(told(plan, "warning")).toContainEqual(["warning", "unused-key", "simulate", "simulate", "verl-current"]);
  });

  it("is refused for what one process without stages cannot do", () => {
    expect(told(planOf({ method: "SFT-R" }), "error")).toEqual([
      ["error", "engine-method", "engine", "miniature", "SFT-R", "llama-factory"],
    ]);
    expect(told(planOf({ nodes: 2, launcher: { kind: "ray" } }), "error")).toEqual([
      ["error", "miniature-one-process", "nodes", "nodes"],
    ]);
    expect(told(planOf({ stages: [{ name: "a" }] }), "error")).toEqual([["error", "miniature-one-stage", "stages"]]);
    const sharded = { launcher: { kind: "slurm", arraySize: 4 }, extra: { "trainer.val_only": true } };
    expect(told(planOf(sharded), "error")).toContainEqual([
      ...["error", "miniature-one-process", "launcher.arraySize", "launcher.arraySize"],
    ]);
  });

  it("is told its range where a trainer's is wider", () => {
    expect(told(planOf({ hyper: { rolloutBatch: 5000 } }), "error")).toEqual([
      ["error", "miniature-option", "hyper.rolloutBatch", "hyper.rolloutBatch", "5000", "[1, 1024] ∩ ℤ"],
    ]);
  });

  it("says what it trains, and in vanilla RL that its policy can zoom all the same", () => {
    expect(told(planOf({ method: "RL" }), "note").map(([, code]) => code)).toEqual(
      expect.arrayContaining(["miniature-simulated", "miniature-zooms"]),
    );
    expect(told(planOf(), "note").map(([, code]) => code)).not.toContain("miniature-zooms");
  });

  it("has a sentence for every finding and a name for every setting", () => {
    const plan = planOf({ nodes: 2, model: { path: "m" } }, { resumeFrom: "/runs/a" });
    for (const { code, values } of plan.findings)
      expect(filledSentence(findingStrings[code], values)).not.toMatch(/\{\d/);
    expect(plan.settings.filter(({ key }) => !Object.hasOwn(launchStrings, key))).toEqual([]);
  });
});

describe("the strategy of a miniature", () => {
  it.each(builtInStrategies.map(({ id }) => id))("%s suits RL or region-aware RL, and can be planned", id => {
    const refusals = (["RL", "RARL"] as const).map(method => told(planOf({ method, strategy: id }), "error"));
    expect(refusals.some(errors => errors.length === 0)).toBe(true);
  });

  it("is refused where it is no one's, with the nearest, and where it says nothing of a step", () => {
    expect(told(planOf({ strategy: "two-fase" }), "error")).toEqual([
      ["error", "unknown-strategy", "strategy", "two-fase", "two-phase"],
    ]);
    const [rarl] = builtInStrategies;
    const late = { ...rarl!, id: "late", segments: rarl!.segments.map(segment => ({ ...segment, from: 5 })) };
    expect(told(planOf({ strategy: "late" }, { strategies: [late] }), "error")).toEqual([
      ["error", "miniature-uncovered", "strategy", "late", 1],
    ]);
  });

  it("is refused where it is a program of the settings, and where it pays by a rate that one rollout has not", () => {
    const ownCode = [{ id: "judged", file: "/code/reward.py" }];
    expect(told(planOf({ strategy: "judged@match=reuse" }, { ownCode }), "error")).toEqual([
      ["error", "miniature-own-code", "strategy", "judged", "/code/reward.py"],
    ]);
    const [rarl] = builtInStrategies;
    expect(
      told(planOf({ strategy: "judged" }, { ownCode, strategies: [{ ...rarl!, id: "judged" }] }), "error"),
    ).toEqual([]);
    expect(told(planOf({ strategy: "pixel-reasoner", hyper: { responses: 1 } }), "error")).toEqual([
      ["error", "miniature-no-rate", "hyper.responses", "pixel-reasoner", "hyper.responses"],
    ]);
  });

  it("is told when the validation's own pages cannot be asked", () => {
    const kinds = ["panel_understanding", "action_recognition", "depth_comparison", "character_identification"];
    const mix = { ...Object.fromEntries(kinds.map(kind => [kind, 0])), character_counting: 1 };
    const plan = planOf({ simulate: { mix, validationQuestions: 4 }, hyper: { seed: 53 } });
    expect(told(plan, "error")).toEqual([["error", "miniature-no-validation-question", "simulate.mix", "1"]]);
  });

  it("has its schedule in the plan, with or without the warm start's steps", () => {
    expect(planOf().stages).toEqual([{ name: "main", folder: "out", steps: 200, warmSteps: 16 }]);
    const [stage] = planOf({ stepsIncludeWarmStart: false, hyper: { steps: 40 } }).stages;
    expect(stage).toMatchObject({ steps: 56, warmSteps: 16 });
  });

  it("travels where it is one of the settings', for the program and for the viewer", () => {
    const [rarl] = builtInStrategies;
    const own = { ...rarl!, id: "mine" };
    const plan = planOf({ strategy: "mine@match=in_order" }, { strategies: [own] });
    expect(JSON.parse(textOf(plan, "strategies.json"))).toEqual([own]);
    expect(JSON.parse(textOf(plan, "loupe.json"))).toMatchObject({
      datasets: ["out/questions.jsonl"],
      imageRoots: ["out"],
      strategies: [own],
    });
    expect(pathsOf(planOf())).not.toContain("strategies.json");
  });
});

describe("what a launcher adds to a miniature", () => {
  it("asks Slurm for no GPU and no whole node", () => {
    const plan = planOf({ launcher: { kind: "slurm", partition: "cpu" } });
    const script = textOf(plan, "slurm.sbatch");
    expect(script).toContain("#SBATCH --mem=2G");
    expect(script).not.toMatch(/gpus|exclusive/);
    expect(pathsOf(plan)).toEqual(["command.sh", "env.sh", "lib.sh", "loupe.json", "slurm.sbatch", "slurm.sh"].sort());
    expect(told(plan, "note").map(([, code]) => code)).not.toContain("slurm-whole-nodes");
    expect(textOf(planOf({ launcher: { kind: "slurm", memory: "900G" } }), "slurm.sbatch")).toContain("--mem=900G");
  });

  it("asks Ray for no GPU, and joins no cluster", () => {
    const plan = planOf({ launcher: { kind: "ray" } });
    expect(JSON.parse(textOf(plan, "ray.json"))).toEqual({ entrypointGpus: null });
    expect(pathsOf(plan)).toEqual(["command.sh", "env.sh", "loupe.json", "ray.json", "ray.sh"]);
  });

  it("hands no GPU to a container", () => {
    const activate = { kind: "docker", image: "node:22" };
    const plan = planOf({ environment: { activate } });
    expect(textOf(plan, "command.sh")).not.toContain("--gpus");
    expect(textOf(plan, "train.sh")).toContain("cli.js simulate");
  });
});

describe("command.sh of a miniature", () => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), "loupe miniature's "));
  });
  afterEach(() => {
    rmSync(place, { recursive: true, force: true });
  });

  /** Stands for node: says what it was called with. */
  const standIn = () => {
    const bin = join(place, "bin");
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, "tell.cjs"), "process.stdout.write(JSON.stringify(process.argv.slice(2)));");
    const script = `#!/bin/sh\nexec '${process.execPath}' "\${0%/*}/tell.cjs" "$@"\n`;
    writeFileSync(join(bin, "node"), script, { mode: 0o755 });
    return bin;
  };

  function run(plan: RunPlan, folder: string, home = place) {
    writePlan(plan, folder);
    const env = {
      ...process.env,
      HOME: home,
      PATH: `${standIn()}:${process.env["PATH"] ?? ""}`,
      LOUPE_RUN_DIR: folder,
    };
    const ran = spawnSync("bash", ["-c", '. "$0"', join(folder, "command.sh")], { env, cwd: place, encoding: "utf8" });
    const [, text = "[]"] = /(\[.*\])$/.exec(ran.stdout) ?? [];
    return { ...ran, words: JSON.parse(text) as readonly string[] };
  }

  it("starts our program in the run folder with the run's options, and passes only on what is not its default", () => {
    const folder = join(place, "run a");
    const { words } = run(planOf({ hyper: { steps: 30, seed: 7, responses: 4 }, simulate: { pace: "fast" } }), folder);
    expect(words).toEqual([
      ...[join(folder, "program/dist/cli.js"), "simulate", "--strategy", "two-phase", "--seed", "7", "--steps", "30"],
      ...["--pace", "fast", "--set", "responses=4", "--out", join(folder, "out")],
    ]);
  });

  it("says every option so that the program reads it back", () => {
    const share = fc.integer({ min: 1, max: 999 }).map(part => part / 1000);
    const simulate = fc.record(
      {
        firstCall: share,
        coupling: fc.double({ min: 0, max: 20, noNaN: true }),
        outcomeCall: fc.constant([0.2, 0.3, 0.5]),
        shift: fc.tuple(share, share, share, share),
        estimator: fc.constantFrom("grpo", "dr-grpo"),
        mix: fc.constant({
          ...{ panel_understanding: 0, action_recognition: 1, depth_comparison: 2 },
          ...{ character_identification: 0, character_counting: 0 },
        }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(simulate, fc.integer({ min: 1, max: 1000 }), (parameters, seed) => {
        const command = textOf(planOf({ simulate: parameters, hyper: { seed } }), "command.sh");
        const sets = [...command.matchAll(/--set '([a-zA-Z]+)=(.*)'/g)].map(
          ([, name, value]) => [name!, value!] as const,
        );
        const read = readMiniatureOptions({ ...Object.fromEntries(sets), seed });
        expect(read).toMatchObject({ kind: "ok", options: { ...parameters, seed } });
      }),
      { numRuns: 50 },
    );
  });

  it("finds a node below the home folder, and hands over a strategy of the settings", () => {
    const [rarl] = builtInStrategies;
    const folder = join(place, "run");
    const config = { simulate: { node: "~/it's/node" }, strategy: "mine" };
    const plan = planOf(config, { strategies: [{ ...rarl!, id: "mine" }] });
    const home = join(place, "home");
    mkdirSync(join(home, "it's"), { recursive: true });
    const script = `#!/bin/sh\nexec '${process.execPath}' ${JSON.stringify(join(standIn(), "tell.cjs"))} own "$@"\n`;
    writeFileSync(join(home, "it's/node"), script, { mode: 0o755 });
    const { words } = run(plan, folder, home);
    expect(words[0]).toBe("own");
    expect(words).toEqual(expect.arrayContaining(["--strategies", join(folder, "strategies.json")]));
  });

  function oldRun(name: string, step: number | null, before: string | null = null): string {
    const folder = join(place, name);
    mkdirSync(join(folder, "out"), { recursive: true });
    for (const file of ["README.txt", "loupe.json", "metrics.jsonl"]) writeFileSync(join(folder, "out", file), name);
    if (before !== null) writeFileSync(join(folder, "resume-from"), `${before}\n`);
    if (step === null) return folder;
    mkdirSync(join(folder, `out/global_step_${step}`));
    writeFileSync(join(folder, `out/global_step_${step}/policy.json`), name);
    writeFileSync(join(folder, "out/latest_checkpointed_iteration.txt"), String(step));
    return folder;
  }

  it("goes on from a copy of the last checkpoint, also of the run before the one before", () => {
    const first = oldRun("first", 40);
    const second = oldRun("second", null, first);
    const folder = join(place, "third");
    const { stdout, words } = run(planOf({}, { resumeFrom: second }), folder);
    expect(stdout).toContain(`loupe: going on from step 40 of ${first}`);
    expect(words).toContain(join(folder, "out"));
    expect(readdirSync(join(folder, "out")).sort()).toEqual(
      [
        ...["README.txt", "global_step_40", "latest_checkpointed_iteration.txt", "loupe.json"],
        ...["pages", "rollouts", "validation"],
      ].sort(),
    );
    expect(readFileSync(join(folder, "out/global_step_40/policy.json"), "utf8")).toBe("first");
  });

  it("keeps what it has when it is started again, begins anew without a checkpoint, and ends without the run", () => {
    const first = oldRun("first", 40);
    const folder = join(place, "second");
    mkdirSync(join(folder, "out"), { recursive: true });
    run(planOf({}, { resumeFrom: first }), folder);
    expect(readdirSync(join(folder, "out"))).toEqual([]);

    const bare = run(planOf({}, { resumeFrom: oldRun("bare", null) }), join(place, "third"));
    expect(bare.stdout).toContain("has no checkpoint: starting anew");
    expect(existsSync(join(place, "third/out"))).toBe(false);
    expect(bare.words).toContain("simulate");

    const gone = run(planOf({}, { resumeFrom: join(place, "gone") }), join(place, "fourth"));
    expect([gone.status, gone.words]).toEqual([66, []]);
    expect(gone.stderr).toContain("there is no run folder");
  });
});
