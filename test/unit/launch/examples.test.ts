import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { planRun } from "../../../src/core/launch/planRun.js";
import { readRunConfig } from "../../../src/core/launch/readRunConfig.js";
import type { RunConfig, TrainerConfig } from "../../../src/core/launch/runConfig.js";
import type { RunPlan } from "../../../src/core/launch/runPlan.js";
import { contextOf, textOf } from "./planned.js";

function exampleOf(name: string): RunConfig {
  const read = readRunConfig(readFileSync(join("examples", `${name}.loupe-run.json`), "utf8"));
  if (read.kind === "issues") throw new Error(JSON.stringify(read.issues));
  return read.config;
}

/** An example of verl or LLaMA-Factory, which have a model and data. */
function trainerExample(name: string): TrainerConfig {
  const config = exampleOf(name);
  if (config.engine === "miniature") throw new Error(`${name} is of the miniature`);
  return config;
}

const names = readdirSync("examples").map(name => name.replace(".loupe-run.json", ""));
const planned = (name: string): RunPlan => planRun(exampleOf(name), contextOf());
const command = (name: string): string => textOf(planned(name), "command.sh");
const phases = (name: string) =>
  [...command(name).matchAll(/^ {2}loupe_phase (\S+) (\d+)$/gm)].map(([, phase, last]) => `${phase!} ${last!}`);
const rule = (name: string, stage: string, phase: string) =>
  (
    JSON.parse(textOf(planned(name), `options/${stage}/${phase}.json`)) as {
      rule: { terms: readonly { part: string; when: readonly unknown[] }[] };
    }
  ).rule.terms;

describe("an example for each arm of the paper", () => {
  it.each(names)("%s can be launched as it is", name => {
    const plan = planned(name);
    expect(plan.findings.filter(one => one.level === "error")).toEqual([]);
    expect(plan.config.name).toBe(name);
    expect(plan.config.arm).toBeDefined();
    expect(plan.findings.filter(one => one.code === "differs-from-paper")).toEqual([]);
  });

  it("of the miniature is trained in seconds: nobody waits for its steps", () => {
    expect(command("miniature")).toContain("--pace fast");
  });

  it("is shown in the manual as it can be launched", () => {
    const [, block = ""] = /```json\n([\s\S]*?)```/.exec(readFileSync("docs/launching.md", "utf8")) ?? [];
    const read = readRunConfig(block);
    if (read.kind === "issues") throw new Error(JSON.stringify(read.issues));
    expect(planRun(read.config, contextOf()).findings.filter(one => one.level === "error")).toEqual([]);
  });

  it("has the arms of Table 5, open and closed-ended kinds apart", () => {
    for (const name of ["sft-s-closed", "sft-r-closed", "rl-closed"]) {
      expect(trainerExample(name).data.tasks).toHaveLength(6);
      expect(trainerExample(name).data.tasks).not.toContain("panel_understanding");
    }
    for (const name of ["sft-s", "sft-r", "rl", "rarl"])
      expect(trainerExample(`${name}-panel-understanding`).data.tasks).toEqual(["panel_understanding"]);
  });

  it("trains RL in three categories one after the other, then in all", () => {
    const { stages } = planned("rl-closed");
    expect(stages.map(one => one.folder)).toEqual(["out/1-action", "out/2-reorder", "out/3-character", "out/4-merged"]);
    expect(stages.every(one => one.warmSteps === 0 && one.steps === 200)).toBe(true);
  });

  it("has region-aware RL on the five kinds with targets, and on two", () => {
    const kinds = (name: string) =>
      (JSON.parse(textOf(planned(name), "options/main/dataset.json")) as { taskKinds: readonly string[] }).taskKinds;
    expect(kinds("rarl")).toHaveLength(5);
    expect(kinds("rarl-action-depth")).toEqual(["action_recognition", "depth_comparison"]);
  });

  it("has both profiles of verl, each with its own keys", () => {
    expect(command("rarl")).toContain("actor_rollout_ref.rollout.agent.activate_agent=True");
    expect(command("rarl")).toContain("actor_rollout_ref.rollout.agent.single_response_max_tokens=4096");
    expect(command("rarl")).not.toContain("multi_turn");
    expect(command("rarl-current")).toContain("actor_rollout_ref.rollout.multi_turn.max_assistant_turns=5");
    expect(command("rarl-current")).toContain("trainer.use_v1=False");
    for (const name of ["rarl", "rarl-current"]) {
      expect(command(name)).toContain("data.max_response_length=20480");
      expect(command(name)).toContain("actor_rollout_ref.actor.kl_loss_coef=0.04");
      expect(phases(name)).toEqual(["warm 16", "main 200"]);
    }
  });

  it("has Table 7: three categories for SFT-R and RL, and RL on top of SFT-R", () => {
    for (const category of ["action-depth", "reorder", "character"])
      for (const method of ["sft-r", "rl"]) expect(trainerExample(`${method}-${category}`).data.tasks).toHaveLength(2);
    expect(trainerExample("rl-on-sft-r").model.path).toContain("out/ckpt");
  });

  it("has the three strategies of Figure 7, and the random reward", () => {
    expect(phases("figure-7-single-phase")).toEqual(["main 200"]);
    expect(phases("figure-7-conditional")).toEqual(["warm 16", "main 200"]);
    expect(phases("figure-7-two-phase")).toEqual(["warm 16", "main 200"]);
    const toolTerms = (name: string) =>
      rule(name, "main", "main")
        .filter(term => term.part.startsWith("tool"))
        .map(term => term.when.length);
    expect(toolTerms("figure-7-conditional")).toEqual([1, 1]);
    expect(toolTerms("figure-7-two-phase")).toEqual([0, 0, 1, 1]);
    expect(rule("random-reward", "main", "main").map(term => term.part)).toEqual(["format", "coin"]);
  });

  it("has Ray and Slurm on two nodes, and their clusters in place of one of its own", () => {
    for (const [name, script] of [
      ["rarl-ray", "ray-nodes.sh"],
      ["rarl-slurm", "slurm-nodes.sh"],
    ] as const) {
      expect(command(name)).toContain("trainer.nnodes=2");
      expect(command(name)).toContain(`. "$run/${script}"`);
      expect(command(name)).not.toContain("RAY_ADDRESS=local");
    }
  });
});
