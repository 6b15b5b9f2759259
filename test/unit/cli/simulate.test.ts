import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { simulateCommand } from "../../../src/node/cli/simulateCommand.js";
import { simulateLineSchema } from "../../../src/node/cli/simulateOutput.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { bytesOf } from "../miniature/writtenRun.js";
import { squareGlyphs } from "../simulate/squareGlyphs.js";
import { builtCli } from "./builtCli.js";
import type { Ran } from "./loupe.js";

const makeFolder = temporaryFolder();
const cli = builtCli();

/** `loupe simulate` inside this process. */
async function simulate(...args: readonly string[]): Promise<Ran> {
  let out = "";
  let err = "";
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const glyphs = join(makeFolder(), "glyphs.json");
  writeFileSync(glyphs, JSON.stringify(squareGlyphs));
  const loupe = program("0.0.0", output, [simulateCommand(glyphs, output)]);
  const code = await runProgram(loupe, ["simulate", ...args], output);
  return { code, out, err };
}

/** Options of a run that takes no time. */
const few = ["prompts=2", "responses=2", "pages=2", "validationQuestions=2"].flatMap(pair => ["--set", pair]);

const onlyCounting = [
  ...["panel_understanding=0", "action_recognition=0", "depth_comparison=0", "character_identification=0"],
  "character_counting=1",
].flatMap(weight => ["--set", `mix.${weight}`]);

describe("loupe simulate", () => {
  test.each([
    ["no folder", [], "needs --out DIR"],
    ["an unknown strategy", ["--strategy", "greedy"], "there is no strategy greedy (there are rarl, "],
    ["two strategies", ["--strategy", "rarl,vanilla"], "one strategy"],
    ["a parameter that is none", ["--set", "colour=red"], "no parameter colour (it has seed, "],
    ["a parameter without its value", ["--set", "firstCall"], "must be name=value"],
    ["a value out of range", ["--set", "firstCall=1.5"], "firstCall cannot be 1.5: it takes (0, 1)"],
    ["a seed out of range", ["--seed", "-3"], "seed cannot be -3"],
    ["steps that are no number", ["--steps", "many"], "steps cannot be many"],
    [
      "a mix that the validation has no page for",
      [...onlyCounting, "--seed", "53", "--set", "validationQuestions=4"],
      "none of the 1 pages of the validation has a question that it asks for; raise validationQuestions",
    ],
    [
      "one rollout a question under pay by the rate of calls",
      ["--strategy", "pixel-reasoner", "--set", "responses=1"],
      "pixel-reasoner: it pays by how many of a question's rollouts call: responses takes 2 or more",
    ],
    ["a pace that is none", ["--pace", "slow"], "slow"],
    ["an argument too many", ["here"], "too many arguments"],
  ])("is refused with %s: says which and what would do", async (_, args, said) => {
    const folder = makeFolder();
    const where = said.includes("--out") ? [] : ["--out", join(folder, "run")];
    const { code, out, err } = await simulate(...where, ...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(said);
    expect(existsSync(join(folder, "run"))).toBe(false);
  });

  test("says of a reward function that it cannot be evaluated, not that there is none", async () => {
    const folder = makeFolder();
    const file = join(folder, "loupe.json");
    const out = ["--out", join(folder, "run"), "--strategies", file];
    const judged = { id: "judged", file: "reward.py" };
    const mine = { id: "mine", segments: [{ terms: [{ part: "format" }] }] };
    for (const held of [{ ownRewards: [judged] }, { ownRewards: [judged], strategies: [mine] }]) {
      writeFileSync(file, JSON.stringify(held));
      const { code, err } = await simulate(...out, "--strategy", "judged");
      expect(code).toBe(2);
      expect(err).toContain("judged: the code in reward.py, which may ask a judge, cannot be evaluated in a miniature");
    }
    expect((await simulate(...out, "--strategy", "mine", "--steps", "1", ...few)).code).toBe(0);
  });

  test("refuses a strategy whose schedule ends", async () => {
    const folder = makeFolder();
    const file = join(folder, "mine.json");
    const segment = (from: number, to: number | null) => ({ from, to, terms: [{ part: "format" }] });
    writeFileSync(file, JSON.stringify([{ id: "short", segments: [segment(1, 5)] }]));
    const ran = await simulate("--out", join(folder, "run"), "--strategies", file, "--strategy", "short");
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain("no segment for step 5");
  });

  test("tells lines of JSON that have their schema, figures of each step, and how it ended", async () => {
    const run = join(makeFolder(), "run");
    const { code, out, err } = await simulate("--out", run, "--steps", "3", ...few, "--json");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const lines = out
      .trimEnd()
      .split("\n")
      .map(line => simulateLineSchema.parse(JSON.parse(line)));
    expect(lines.map(({ kind }) => kind)).toEqual(["start", "step", "step", "step", "end"]);
    expect(lines[0]).toEqual({ kind: "start", simulated: true, run, from: 0, steps: 3 });
    expect(lines.at(-1)).toEqual({ kind: "end", step: 3, complete: true });
  });

  test("says on the standard error how it comes along, and in one line what it wrote", async () => {
    const run = join(makeFolder(), "run");
    const { out, err } = await simulate("--out", run, "--steps", "11", ...few);
    expect(out).toBe(`${run} (simulated): 11 steps\n`);
    expect(err).toMatch(/simulated step 10\/11: reward .*found .*\n.*simulated step 11\/11/);
  });

  test("goes on with a run without being told again what it is, and takes more steps", async () => {
    const folder = makeFolder();
    const out = ["--out", join(folder, "run")];
    await simulate(...out, "--steps", "4", "--strategy", "vanilla", "--seed", "3", ...few);
    const more = await simulate(...out, "--steps", "6");
    expect(more).toMatchObject({ code: 0, out: expect.stringContaining("6 steps") as string });
    expect(more.err).toContain("goes on from the checkpoint of step 4");
    const direct = makeFolder();
    await simulate("--out", join(direct, "run"), "--steps", "6", "--strategy", "vanilla", "--seed", "3", ...few);
    expect(bytesOf(folder)).toEqual(bytesOf(direct));
  });

  test("ends with 5 where the folder has another run, with 1 where it is for something else, and says which in one line", async () => {
    const folder = makeFolder();
    const out = ["--out", join(folder, "run")];
    await simulate(...out, "--steps", "2", ...few);
    const other = await simulate(...out, "--seed", "7", "--strategy", "rarl");
    expect(other).toMatchObject({ code: 5, out: "" });
    expect(other.err).toMatch(/^loupe: [^\n]*strategy is two-phase there, not rarl; seed is 1 there, not 7[^\n]*\n$/);
    const fewer = await simulate(...out, "--steps", "1");
    expect(fewer).toMatchObject({ code: 1, err: expect.stringContaining("has 2 steps already") as string });
    mkdirSync(join(folder, "taken"));
    writeFileSync(join(folder, "taken", "thesis.txt"), "");
    expect(await simulate("--out", join(folder, "taken"))).toMatchObject({ code: 1, out: "" });
    expect(readdirSync(join(folder, "taken"))).toEqual(["thesis.txt"]);
    expect(await simulate("--out", join(folder, "taken", "thesis.txt", "below"))).toMatchObject({ code: 1, out: "" });
  });

  test("says in its help that all of it is simulated", async () => {
    expect((await simulate("--help")).out).toContain("simulated: no language model is run");
  });
});

const asked = ["--steps", "40", "--seed", "2", ...few];

/** A process that writes a run, once it has told of a step. */
async function running(run: string, step: number, ...args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [cli(), "simulate", "--out", run, ...asked, ...args, "--json"]);
  let told = "";
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (text: Buffer) => {
      told += text.toString();
      if (told.includes(`"step":${step},`)) resolve();
    });
    child.once("exit", code => reject(new Error(`it ended with ${String(code)} before step ${step}`)));
  });
  return child;
}

const endOf = (child: ChildProcess) =>
  new Promise<{ code: number | null; signal: string | null }>(resolve => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });

/** The built command writes the whole run. */
async function whole(): Promise<readonly string[]> {
  const folder = makeFolder();
  await endOf(spawn(process.execPath, [cli(), "simulate", "--out", join(folder, "run"), ...asked]));
  return bytesOf(folder);
}

const live = ["--pace", "live", "--live-from", "15"];

describe("a process that writes a miniature run", () => {
  test("and is killed leaves a run that goes on, with the same bytes in the end", async () => {
    const folder = makeFolder();
    const run = join(folder, "run");
    const child = await running(run, 15, ...live);
    const ended = endOf(child);
    child.kill("SIGKILL");
    expect(await ended).toEqual({ code: null, signal: "SIGKILL" });
    expect(existsSync(join(run, "global_step_10", "policy.json"))).toBe(true);
    const again = spawn(process.execPath, [cli(), "simulate", "--out", run]);
    expect(await endOf(again)).toEqual({ code: 0, signal: null });
    expect(bytesOf(folder)).toEqual(await whole());
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "ends by %s with code 0 and a checkpoint of its last step",
    async signal => {
      const folder = makeFolder();
      const run = join(folder, "run");
      const child = await running(run, 15, ...live);
      const ended = endOf(child);
      child.kill(signal);
      expect(await ended).toEqual({ code: 0, signal: null });
      const last = Number(readFileSync(join(run, "latest_checkpointed_iteration.txt"), "utf8"));
      expect(last).toBeGreaterThanOrEqual(15);
      expect(last).toBeLessThan(40);
      expect(readdirSync(join(run, "rollouts"))).toHaveLength(last);
      await endOf(spawn(process.execPath, [cli(), "simulate", "--out", run]));
      expect(bytesOf(folder)).toEqual(await whole());
    },
  );

  test("hears a signal at its fastest pace too", async () => {
    const run = join(makeFolder(), "run");
    const child = await running(run, 15, "--steps", "100000");
    const ended = endOf(child);
    child.kill("SIGTERM");
    expect(await ended).toEqual({ code: 0, signal: null });
    const last = Number(readFileSync(join(run, "latest_checkpointed_iteration.txt"), "utf8"));
    expect(last).toBeGreaterThanOrEqual(15);
    expect(last).toBeLessThan(100_000);
  });
});
