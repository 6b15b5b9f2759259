import { build } from "esbuild";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { miniatureComparisonSchema } from "../../../src/core/simulate/miniature/miniatureComparison.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { simulateCommand } from "../../../src/node/cli/simulateCommand.js";
import { simulateCompareCommand } from "../../../src/node/cli/simulateCompareCommand.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import type { Ran } from "./loupe.js";

const makeFolder = temporaryFolder();
let script = "";

beforeAll(async () => {
  const source = fileURLToPath(new URL("../../../src/miniatureWorker.ts", import.meta.url));
  const made = await build({ entryPoints: [source], bundle: true, platform: "node", format: "cjs", write: false });
  script = made.outputFiles[0]?.text ?? "";
});

/** `loupe simulate compare` inside this process. `before` is run by each of its threads before anything else. */
async function compare(args: readonly string[], before = ""): Promise<Ran> {
  let out = "";
  let err = "";
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const thread = join(makeFolder(), "thread.cjs");
  writeFileSync(thread, `${before}\n${script}`);
  const simulate = simulateCommand("no glyphs", output).addCommand(simulateCompareCommand(thread, output));
  const code = await runProgram(program("0.0.0", output, [simulate]), ["simulate", "compare", ...args], output);
  return { code, out, err };
}

/** Trainings that take no time. */
const few = ["--steps", "20", "--set", "prompts=2", "--set", "responses=2", "--set", "pages=4"];

// Threads of a busy machine take their time.
describe("loupe simulate compare", { timeout: 240_000 }, () => {
  test("writes the file, and says where, what was varied, and that all of it is simulated", async () => {
    const file = join(makeFolder(), "own.loupe-miniature.json");
    const { code, out, err } = await compare([
      ...few,
      "--strategies",
      "two-phase,vanilla",
      "--seeds",
      "2",
      "--out",
      file,
    ]);
    expect(code).toBe(0);
    expect(err).toContain("4 of 4 trainings");
    expect(err).toContain(`written to ${file}`);
    expect(out).toMatch(/^Simulated: /);
    expect(out).toContain("2 strategies, 2 seeds, 20 steps; prompts = 2 (default 16)");
    expect(out).toContain("caution: 2 seeds are few");
    const written = miniatureComparisonSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    expect(written.arms.map(({ strategy }) => strategy)).toEqual(["two-phase", "vanilla"]);
    expect(written.seeds).toEqual([1, 2]);
  });

  test("prints JSON of the documented schema, and nothing else on the standard output", async () => {
    const { code, out } = await compare([...few, "--strategies", "vanilla@match=reuse", "--seeds", "1", "--json"]);
    expect(code).toBe(0);
    expect(miniatureComparisonSchema.parse(JSON.parse(out)).arms[0]?.strategy).toBe("vanilla@match=reuse");
  });

  test("shows differences by either way of counting, the other's verdict beside", async () => {
    const args = [...few, "--strategies", "two-phase,single-phase", "--seeds", "2"];
    const [byStep, byPhase] = await Promise.all([compare(args), compare([...args, "--align", "last-phase"])]);
    expect(byStep.out).toContain("counted from step 1:");
    expect(byPhase.out).toContain("counted from the start of the last phase:");
  });

  test("takes strategies of a file", async () => {
    const file = join(makeFolder(), "mine.json");
    writeFileSync(file, JSON.stringify([{ id: "mine", segments: [{ terms: [{ part: "format" }] }] }]));
    const ran = await compare([...few, "--strategy-file", file, "--strategies", "mine", "--seeds", "1"]);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain("Not among the strategies that were examined: mine.");
  });

  test("says of a reward function of the file that it cannot be evaluated", async () => {
    const file = join(makeFolder(), "loupe.json");
    writeFileSync(file, JSON.stringify({ ownRewards: [{ id: "judged", file: "reward.py" }] }));
    const { code, err } = await compare(
      ["--strategy-file", file, "--strategies", "vanilla,judged"],
      "process.exit(3);",
    );
    expect(code).toBe(2);
    expect(err).toContain("judged: the code in reward.py, which may ask a judge, cannot be evaluated");
  });

  test("shows the other count's verdict alone where a window is too long for the asked one", async () => {
    // The last phase of two-phase begins with step 17: 54 of 70 steps, fewer than the first 60.
    const long = ["--steps", "70", ...few.slice(2), "--seeds", "2", "--align", "last-phase"];
    const { code, out } = await compare([...long, "--strategies", "two-phase,single-phase"]);
    expect(code).toBe(0);
    const rows = out.split("\n").filter(line => line.includes("two-phase − single-phase"));
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) expect(row).toMatch(/\s\/[▲▼–]\s+\/[▲▼–]\s/);
  });

  test("says which training ended, when a thread dies", async () => {
    const { code, out, err } = await compare([...few, "--strategies", "vanilla", "--seeds", "1"], "process.exit(3);");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("vanilla, seed 1: the training ended: the thread ended with code 3");
  });

  test.each([
    ["an unknown strategy", ["--strategies", "greedy"], "there is no strategy greedy"],
    ["no strategy", ["--strategies", ","], "needs an ID"],
    [
      "one rollout a question under pay by the rate of calls",
      ["--strategies", "vanilla,pixel-reasoner", "--set", "responses=1"],
      "pixel-reasoner: it pays by how many of a question's rollouts call",
    ],
    ["an assumption that is none", ["--set", "colour=red"], "no parameter colour"],
    ["an assumption out of range", ["--set", "firstCall=0"], "firstCall cannot be 0: it takes (0, 1)"],
    ["a seed among the assumptions", ["--set", "seed=4"], "seeds and steps have options of their own"],
    ["no seeds", ["--seeds", "0"], "from 1 to 1000"],
    ["more steps than can be read again", ["--steps", "100000"], "of 6 strategies a comparison takes 16666 at most"],
    ["steps that are no number", ["--steps", "many"], "whole number"],
    ["a file that VS Code would not know", ["--out", "result.json"], "must end in .loupe-miniature.json"],
  ])("is refused with %s, before anything is trained", async (_, args, said) => {
    const { code, out, err } = await compare(args, "process.exit(3);");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(said);
  });

  test("says before anything is trained that a folder is not there", async () => {
    const file = join(makeFolder(), "none", "a.loupe-miniature.json");
    const { code, err } = await compare(["--out", file], "process.exit(3);");
    expect(code).toBe(1);
    expect(err).toContain("no folder that can be written to");
    expect(existsSync(file)).toBe(false);
  });

  test("leaves the file that is there alone until the whole of another takes its place", async () => {
    const folder = makeFolder();
    const file = join(folder, "a.loupe-miniature.json");
    writeFileSync(file, "the one before");
    const args = ["--strategies", "vanilla", "--seeds", "1", "--out", file];
    expect((await compare([...few, ...args], "process.exit(3);")).code).toBe(1);
    expect(readFileSync(file, "utf8")).toBe("the one before");
    expect((await compare([...few, ...args])).code).toBe(0);
    expect(miniatureComparisonSchema.parse(JSON.parse(readFileSync(file, "utf8"))).seeds).toEqual([1]);
    expect(readdirSync(folder)).toEqual(["a.loupe-miniature.json"]);
  });

  test("says which training has diverged, at which step, and what to lower", async () => {
    const wild = ["learningRate=10", "beta2=0", "klCoefficient=0", "prompts=2", "responses=2", "pages=2"];
    const sets = wild.flatMap(pair => ["--set", pair]);
    const { code, out, err } = await compare([...sets, "--steps", "5", "--strategies", "two-phase", "--seeds", "1"]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("two-phase, seed 1: the training has diverged at step 3; lower learningRate");
  });

  test("refuses a strategy whose schedule ends", async () => {
    const file = join(makeFolder(), "mine.json");
    const segments = [{ from: 1, to: 5, terms: [{ part: "format" }] }];
    writeFileSync(file, JSON.stringify([{ id: "short", segments }]));
    const { code, err } = await compare(["--strategy-file", file, "--strategies", "short"], "process.exit(3);");
    expect(code).toBe(2);
    expect(err).toContain("no segment for step 5");
  });
});
