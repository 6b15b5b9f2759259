import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { curvesOutput } from "../../../src/node/cli/curvesOutput.js";
import { writeDump } from "../../fixtures/dump.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { loupe } from "./loupe.js";

const makeFolder = temporaryFolder();

/** A run of the steps 1, 2 and 4 with these scores. */
function runOf(scores: Readonly<Record<number, readonly (number | null)[]>>): string {
  const folder = makeFolder();
  for (const [step, list] of Object.entries(scores))
    writeDump(
      folder,
      join("rollouts", `${step}.jsonl`),
      list.map(score => ({ score, step: Number(step) })),
    );
  return folder;
}

describe("loupe curves", () => {
  test("prints every curve with a value, its gaps and its count at each step", async () => {
    const folder = runOf({ 1: [0, 1], 2: [null, null], 4: [1, 1, 1] });
    const { code, out } = await loupe("curves", folder, "--json");
    expect(code).toBe(0);
    const { align, sets } = curvesOutput.parse(JSON.parse(out));
    expect([align, sets.length]).toEqual(["step", 1]);
    const reward = sets[0]?.curves.find(({ curve }) => curve === "reward");
    const pairs = reward?.steps.map((step, i) => [step, reward.values[i], reward.n[i]]);
    expect(pairs).toEqual(
      expect.arrayContaining([
        [1, 0.5, 2],
        [2, null, 0],
        [4, 1, 3],
      ]),
    );
    expect(sets[0]?.curves.map(({ curve }) => curve)).toEqual(expect.arrayContaining(["right", "calls", "cutShare"]));
  });

  test("prints a line a step for people", async () => {
    const { out } = await loupe("curves", runOf({ 1: [0, 1], 2: [1, 1] }));
    expect(out).toMatch(/^step +reward/m);
    expect(out).toMatch(/^2 +1\.000/m);
  });

  test("says where there is nothing to draw, and takes no other start than two", async () => {
    const folder = makeFolder();
    expect(await loupe("curves", folder)).toMatchObject({ code: 1 });
    expect(await loupe("curves", folder, "--align", "first")).toMatchObject({ code: 2 });
  });
});
