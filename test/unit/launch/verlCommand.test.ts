import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { planOf } from "./planned.js";
import { filesIn, runCommand, startsOf, toldOf, writePlan, writeStandIn } from "./standInVerl.js";

let home: string;
let standIn: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "loupe-command-"));
  standIn = writeStandIn(join(home, "stand in"));
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 10 }));

const stages = [
  { name: "action", tasks: ["action_recognition"], steps: 6 },
  { name: "merged", steps: 5 },
];

describe("command.sh of a run of verl", () => {
  it("trains phases in one checkpoint folder, each until its step, with the reward of each", async () => {
    const run = join(home, "run 1's");
    writePlan(planOf({ hyper: { steps: 40 } }), run);
    const { code, out } = await runCommand(run, standIn);
    expect(out).toContain("loupe: main, warm: from step 0 to 16");
    expect(code).toBe(0);
    const starts = startsOf(standIn);
    expect(starts.map(start => toldOf(start, "trainer.total_training_steps"))).toEqual(["16", "40"]);
    expect(starts.map(start => toldOf(start, "reward.custom_reward_function.reward_kwargs.options"))).toEqual([
      `'${run.replace("'", "\\'")}/options/main/warm.json'`,
      `'${run.replace("'", "\\'")}/options/main/main.json'`,
    ]);
    expect(new Set(starts.map(start => toldOf(start, "trainer.default_local_dir"))).size).toBe(1);
    expect(readFileSync(join(run, "out/done"), "utf8")).toBe("40\n");
  });

  it("validates before the first step of a stage and not again between phases", async () => {
    writePlan(planOf({ hyper: { steps: 40 } }), join(home, "run"));
    await runCommand(join(home, "run"), standIn);
    expect(startsOf(standIn).map(start => toldOf(start, "trainer.val_before_train"))).toEqual(["True", "False"]);
  });

  it("gives each start a metrics file of its own, though they begin in one second", async () => {
    writePlan(planOf({ hyper: { steps: 18 } }), join(home, "run"));
    await runCommand(join(home, "run"), standIn);
    const files = filesIn(join(home, "run/out/metrics"));
    expect(files).toHaveLength(2);
    const steps = files.map(
      name =>
        readFileSync(join(home, "run/out/metrics", name), "utf8")
          .trimEnd()
          .split("\n").length,
    );
    expect(steps).toEqual([16, 2]);
  });

  it("goes on from the last checkpoint when it is started again, and skips what was reached", async () => {
    const run = join(home, "run");
    writePlan(planOf({ hyper: { steps: 40 }, checkpoints: { every: 10 } }), run);
    writeFileSync(join(standIn, "dies"), "ckpt 35");
    expect((await runCommand(run, standIn)).code).not.toBe(0);
    const { code, out } = await runCommand(run, standIn);
    expect(code).toBe(0);
    expect(out).toContain("warm: step 16 was reached before");
    expect(out).toContain("main: from step 30 to 40");
    expect(startsOf(standIn)).toHaveLength(3);
  });

  it("ends with 65 where the trainer ends well without a checkpoint", async () => {
    writePlan(planOf({ hyper: { steps: 20 } }), join(home, "run"));
    writeFileSync(join(standIn, "forgets"), "");
    const { code, out } = await runCommand(join(home, "run"), standIn);
    expect(code).toBe(65);
    expect(out).toContain("no checkpoint of step 16");
    expect(startsOf(standIn)).toHaveLength(1);
  });

  it("starts each stage from the merged weights of the one before, in folders of its own", async () => {
    const run = join(home, "run");
    writePlan(planOf({ method: "RL", stages }), run);
    expect((await runCommand(run, standIn)).code).toBe(0);
    const [first, merge, second] = startsOf(standIn);
    expect(toldOf(first!, "actor_rollout_ref.model.path")).toBe("Qwen/Qwen2.5-VL-7B-Instruct");
    expect(merge!.args.slice(0, 2)).toEqual(["merge", join(run, "out/1-action/ckpt/global_step_6/actor")]);
    expect(toldOf(second!, "actor_rollout_ref.model.path")).toBe(`${run}/out/1-action/merged`);
    expect(toldOf(second!, "trainer.val_before_train")).toBe("True");
    for (const folder of ["ckpt", "metrics"]) expect(filesIn(join(run, "out/2-merged", folder))).not.toEqual([]);
  });

  it("killed in its second stage and relaunched, does not repeat the first and keeps its metrics", async () => {
    const before = join(home, "before");
    const after = join(home, "after");
    const config = { method: "RL", stages, checkpoints: { every: 2 } };
    writePlan(planOf(config), before);
    writeFileSync(join(standIn, "dies"), "2-merged 4");
    expect((await runCommand(before, standIn)).code).not.toBe(0);
    writePlan(planOf(config, { runId: "made-up-00000002", resumeFrom: before }), after);
    const { code, out } = await runCommand(after, standIn);
    expect(code).toBe(0);
    expect(out).toContain("loupe: action is done");
    expect(out).toContain("merged, main: from step 2 to 5");
    const trained = startsOf(standIn).filter(start => start.args[0] !== "merge");
    expect(trained).toHaveLength(3);
    expect(toldOf(trained[2]!, "actor_rollout_ref.model.path")).toBe(`${after}/out/1-action/merged`);
    expect(filesIn(join(before, "out/2-merged/metrics"))).toHaveLength(1);
    expect(filesIn(join(after, "out/2-merged/metrics"))).toHaveLength(1);
    expect(existsSync(join(before, "out/2-merged/ckpt/global_step_5"))).toBe(true);
  });

  it("goes on through a chain of relaunches, whoever wrote the checkpoint", async () => {
    const config = { hyper: { steps: 40 }, checkpoints: { every: 10 } };
    const folders = ["a", "b", "c"].map(name => join(home, name));
    for (const [index, folder] of folders.entries()) {
      const resumeFrom = folders[index - 1] ?? null;
      writePlan(planOf(config, { runId: `made-up-0000000${index}`, resumeFrom }), folder);
      if (index < 2) writeFileSync(join(standIn, "dies"), `ckpt ${String(25 + 10 * index)}`);
      expect((await runCommand(folder, standIn)).code === 0).toBe(index === 2);
    }
    expect(readFileSync(join(home, "a/out/ckpt/latest_checkpointed_iteration.txt"), "utf8")).toBe("40");
    const mains = startsOf(standIn).filter(start => toldOf(start, "trainer.total_training_steps") === "40");
    expect(mains).toHaveLength(3);
  });

  it("says that the run folder it should go on from is not there", async () => {
    writePlan(planOf({}, { resumeFrom: join(home, "gone") }), join(home, "run"));
    const { code, out } = await runCommand(join(home, "run"), standIn);
    expect(code).toBe(66);
    expect(out).toContain("gone");
    expect(startsOf(standIn)).toEqual([]);
  });

  it("refuses a run folder that Hydra cannot hold before anything begins", async () => {
    const run = join(home, "a ${b} c");
    writePlan(planOf(), run);
    expect((await runCommand(run, standIn)).code).toBe(64);
    expect(startsOf(standIn)).toEqual([]);
  });

  it("begins no further phase after a stop, though the trainer saved and ended well", async () => {
    const run = join(home, "run");
    writePlan(planOf({ hyper: { steps: 40 } }), run);
    const saves = [
      "#!/bin/sh",
      `echo start >>"${home}/started"`,
      `trap 'mkdir -p "${run}/out/ckpt"; printf 16 >"${run}/out/ckpt/latest_checkpointed_iteration.txt"; exit 0' TERM`,
      `echo $$ >"${home}/pid"`,
      "while :; do sleep 0.05; done",
    ];
    writeFileSync(join(standIn, "python3"), saves.join("\n"), { mode: 0o755 });
    const ending = runCommand(run, standIn);
    await expect.poll(() => existsSync(join(home, "pid")) && readFileSync(join(home, "pid"), "utf8")).toMatch(/\d\n/);
    const trainer = Number(readFileSync(join(home, "pid"), "utf8"));
    const shell = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${String(trainer)}/status`, "utf8"))?.[1]);
    // As a stop reaches all of them.
    for (const pid of [shell, trainer]) process.kill(pid, "SIGTERM");
    expect((await ending).code).toBe(143);
    expect(readFileSync(join(home, "started"), "utf8")).toBe("start\n");
  });

  it("only validates where it is told to: one start, no checkpoint asked for, nothing marked as done", async () => {
    const run = join(home, "run");
    writePlan(planOf({ extra: { "trainer.val_only": true }, stages }), run);
    writeFileSync(join(standIn, "forgets"), "");
    const { code, out } = await runCommand(run, standIn);
    expect([code, out]).toEqual([0, expect.stringContaining("loupe: merged: validation alone")]);
    const [start, ...more] = startsOf(standIn);
    expect(more).toEqual([]);
    expect([toldOf(start!, "trainer.val_only"), toldOf(start!, "trainer.val_before_train")]).toEqual(["True", "True"]);
    expect(existsSync(join(run, "out/2-merged/done"))).toBe(false);
  });

  it("reads the metrics of the fork from its log, of each start into a file of its own", async () => {
    const run = join(home, "run");
    const metricsReader = readFileSync("src/trainer/console_metrics.py", "utf8");
    const plan = planOf(
      { engine: "verl-deepeyes", hyper: { steps: 18 } },
      { trainer: { "console_metrics.py": metricsReader } },
    );
    writePlan(plan, run);
    expect((await runCommand(run, standIn)).code).toBe(0);
    const files = filesIn(join(run, "out/metrics")).map(name => readFileSync(join(run, "out/metrics", name), "utf8"));
    const rows = files.map(text =>
      text
        .trimEnd()
        .split("\n")
        .map((line): unknown => JSON.parse(line)),
    );
    expect(rows.map(one => one.length)).toEqual([16, 2]);
    expect(rows[1]![1]).toEqual({ step: 18, data: { "critic/score/mean": 18.5, x: null } });
  });

  it("takes the weights that the fork has saved as a stage's own", async () => {
    const run = join(home, "run");
    writePlan(planOf({ method: "RL", engine: "verl-deepeyes", stages }), run);
    expect((await runCommand(run, standIn)).code).toBe(0);
    const starts = startsOf(standIn);
    expect(toldOf(starts[1]!, "actor_rollout_ref.model.path")).toBe(`${run}/out/1-action/merged`);
    expect(existsSync(join(run, "out/1-action/merged/model.safetensors"))).toBe(true);
  });
});
