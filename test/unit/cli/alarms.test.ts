import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { planRun } from "../../../src/core/simulate/runPlan.js";
import { alarmsOutput } from "../../../src/node/cli/alarmsOutput.js";
import { behaviourOf, troubleFrom, type SampleMode } from "../../../src/node/sample/faults.js";
import { samplePaths } from "../../../src/node/sample/samplePaths.js";
import { writeRunFiles } from "../../../src/node/sample/writeRunFiles.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { loupe } from "./loupe.js";

const makeFolder = temporaryFolder();

/** A made run on disk, without its pages. */
async function madeRun(mode: SampleMode, steps: number): Promise<string> {
  const paths = samplePaths(makeFolder());
  mkdirSync(paths.run, { recursive: true });
  await writeRunFiles(paths, planRun(6, steps, behaviourOf(mode)), { mode });
  return paths.run;
}

describe("loupe alarms", () => {
  test("says which alarms fire in a run as a trainer writes it, and where their evidence lies", async () => {
    const run = await madeRun({ kind: "fault", name: "refused-loop" }, troubleFrom + 3);
    const { code, out } = await loupe("alarms", run, "--json");
    expect(code).toBe(0);
    const { sets } = alarmsOutput.parse(JSON.parse(out));
    expect(sets).toHaveLength(1);
    const [set] = sets;
    expect(set).toMatchObject({ run, phase: "training", steps: troubleFrom + 3, rollouts: 128 * (troubleFrom + 3) });
    expect(set?.alarms).toHaveLength(10);
    const firing = set?.alarms.filter(({ state }) => state === "fires") ?? [];
    expect(firing.map(({ id }) => id)).toEqual(["refused-loop"]);
    expect(Math.abs((firing[0]?.step ?? 0) - troubleFrom)).toBeLessThanOrEqual(2);
    expect(firing[0]?.evidence[0]?.file).toBe(join(run, "rollouts", `${troubleFrom}.jsonl`));
    // The rule is the paper's from the first step to the last.
    expect(set?.breaks).toEqual([]);
  }, 60_000);

  test("prints a line an alarm for people", async () => {
    const run = await madeRun({ kind: "healthy", firstCall: null }, 4);
    const { code, out } = await loupe("alarms", run);
    expect(code).toBe(0);
    expect(out.trim().split("\n")).toHaveLength(11);
    expect(out).toMatch(/zoom-collapse: quiet/);
    expect(out).toMatch(/format-only: cannot be judged: too-few-steps/);
  }, 60_000);

  test("fails on a folder without training steps", async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "notes.txt"), "nothing");
    const { code, err } = await loupe("alarms", folder);
    expect(code).toBe(1);
    expect(err).toContain("no training rollouts with steps found");
  });
});
