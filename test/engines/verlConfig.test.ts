import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { python, pythonPackages } from "../../scripts/pythonPackages.mjs";
import { temporaryFolder } from "../fixtures/temporaryFolder.js";
import { planOf } from "../unit/launch/planned.js";
import { runCommand, startsOf, writePlan, writeStandIn } from "../unit/launch/standInVerl.js";

const makeFolder = temporaryFolder();

/** What each start of a planned run tells verl. */
async function wordsOf(keys: Readonly<Record<string, unknown>>): Promise<readonly (readonly string[])[]> {
  const folder = makeFolder();
  const standIn = writeStandIn(join(folder, "stand-in"));
  writePlan(planOf(keys), join(folder, "run"));
  expect((await runCommand(join(folder, "run"), standIn)).code).toBe(0);
  return startsOf(standIn)
    .filter(start => start.args[0] !== "merge")
    .map(start => start.args);
}

describe("overrides of current verl", () => {
  let packages: readonly string[];
  beforeAll(async () => {
    const names = ["verlTrainer", "verl", "llama-factory", "ray"];
    packages = await Promise.all(names.map(name => pythonPackages(name)));
  }, 3_600_000);

  it("are taken by its own dataclasses and pass its own validation", { timeout: 600_000 }, async () => {
    const jobs = [
      ...(await wordsOf({ hyper: { steps: 18 } })),
      ...(await wordsOf({
        method: "RL",
        hyper: { klCoefficient: 0.02 },
        stages: [
          { name: "a", steps: 1 },
          { name: "b", steps: 1 },
        ],
      })),
    ];
    const ran = spawnSync(python, ["-B", join(import.meta.dirname, "lib", "verlConfig.py")], {
      input: JSON.stringify(jobs),
      env: { ...process.env, PYTHONPATH: packages.join(delimiter) },
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (ran.status !== 0) throw new Error(ran.stderr.slice(-4000));
    const shared = { responses: 8, learningRate: 1e-6, validation: [false, 0, 1] };
    const zooming = { ...shared, images: 6, turns: 5, klCoefficient: 0.04 };
    const vanilla = { ...shared, images: null, turns: null, klCoefficient: 0.02 };
    expect(JSON.parse(ran.stdout.trimEnd().split("\n").at(-1) ?? "")).toEqual([zooming, zooming, vanilla, vanilla]);
  });
});
