import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { advantagesOutputSchema } from "../../../src/node/cli/outputSchemas.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { rewardVectors } from "../reward/vectors.js";
import { loupe } from "./loupe.js";

const makeFolder = temporaryFolder();

async function run(lines: readonly unknown[], ...args: readonly string[]) {
  const path = join(makeFolder(), "groups.jsonl");
  writeFileSync(path, lines.map(line => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""));
  const ran = await loupe("advantages", path, "--json", ...args);
  const answers = ran.out
    .trimEnd()
    .split("\n")
    .map(line => advantagesOutputSchema.parse(JSON.parse(line)));
  return { ...ran, groups: answers.flatMap(answer => ("error" in answer ? [] : [answer])), answers };
}

describe("loupe advantages", () => {
  test("gives the worked groups their advantages", async () => {
    for (const { id, rewards, advantages } of rewardVectors.groups) {
      for (const [estimator, wanted] of Object.entries(advantages)) {
        const { groups } = await run([{ rewards }], "--estimator", estimator);
        wanted.forEach((value, index) => expect(groups[0]?.advantages[index], id).toBeCloseTo(value, 6));
      }
    }
  });

  test("says the spread and why there is none", async () => {
    const { groups } = await run([
      { rewards: [6, 6, 3, 3, 2, 2, 1, 1] },
      { rewards: [3] },
      { rewards: [2, 2], components: { format: [1, 1], accuracy: [1, 1] } },
      { rewards: [1, 1], components: { format: [1, 1], accuracy: [0, 0] } },
      { rewards: [0, 0], components: { format: [0, 0], accuracy: [0, 0] } },
      { rewards: [1, 1], components: { format: [0, 1], acc: [1, 0] } },
      { rewards: [1, 1.0001] },
    ]);
    expect(
      groups.map(({ spread, reason }) => [spread === null ? null : Math.round(spread * 1e3) / 1e3, reason]),
    ).toEqual([
      [2, null],
      [null, "size_one"],
      [0, "all_right"],
      [0, "all_wrong"],
      [0, "all_malformed"],
      [0, "cancel"],
      [0, "tiny"],
    ]);
  });

  test("weighs parts for gdpo, under whichever name they are given", async () => {
    const line = { rewards: [0, 0, 0, 0], components: { acc: [0, 0, 1, 1], calls: [0, 1, 0, 1] } };
    const pushed = async (weights: object) =>
      (await run([{ ...line, weights }], "--estimator", "gdpo")).groups[0]?.advantages ?? [];
    const [bonus, penalty] = [await pushed({ acc: 1, calls: 0.5 }), await pushed({ acc: 1, calls: -0.5 })];
    expect((bonus[1] ?? NaN) > (bonus[0] ?? NaN)).toBe(true);
    expect((penalty[1] ?? NaN) < (penalty[0] ?? NaN)).toBe(true);
    const { answers } = await run([{ ...line, weights: { cost: -1 } }], "--estimator", "gdpo");
    expect(JSON.stringify(answers)).toContain("weights: cost is not among components");
  });

  test("takes the file for one batch, and counts tokens where every line has them", async () => {
    const lines = [
      { rewards: [0, 3], tokens: [1, 2] },
      { rewards: [0], tokens: [3] },
    ];
    const byToken = await run(lines, "--estimator", "reinforce++");
    // Six tokens: 0 0 0 0 3 3, mean 1, unbiased variance 12 / 5.
    const scale = 1 / Math.sqrt(2.4 + 1e-8);
    expect(byToken.groups[0]?.advantages[1]).toBeCloseTo(2 * scale, 9);
    expect(byToken.groups[1]?.advantages[0]).toBeCloseTo(-scale, 9);
    expect(byToken.err).toBe("");
    const byRollout = await run([{ rewards: [0, 3] }, lines[1]], "--estimator", "reinforce++");
    expect(byRollout.groups[0]?.advantages[1]).toBeCloseTo(2 / Math.sqrt(3 + 1e-8), 9);
    expect(byRollout.err).toContain("whitened over rollouts");
  });

  test("leaves out what is no number", async () => {
    const { groups } = await run(['{"rewards": [1, NaN, 3, null, Infinity]}'], "--estimator", "dr-grpo");
    expect(groups[0]?.advantages).toEqual([-1, null, 1, null, null]);
    const { groups: parted } = await run(
      [{ rewards: [1, 2, 3], components: { accuracy: [0, null, 1] } }],
      "--estimator",
      "dr-grpo",
    );
    expect(parted[0]?.advantages).toEqual([-1, null, 1]);
  });

  test("answers bad lines in their place", async () => {
    const lines = [{ rewards: [1, 2], tokens: [1] }, { rewards: "1" }, { rewards: [1, 2] }, { rewards: [] }];
    const { code, err, answers } = await run(lines);
    expect(code).toBe(1);
    expect(answers.map(answer => "error" in answer)).toEqual([true, true, false, false]);
    expect(err).toContain("line 1: tokens: 1 values for 2 rewards");
    expect(err).toContain("line 2: rewards: ");
    expect(answers[3]).toEqual({ advantages: [], spread: null, reason: null });
  });

  test("refuses an estimator that it does not know", async () => {
    const { code, err } = await loupe("advantages", "x", "--estimator", "ppo");
    expect(code).toBe(2);
    expect(err).toContain("ppo");
  });

  test("prints a line a group for people", async () => {
    const path = join(makeFolder(), "groups.jsonl");
    writeFileSync(path, '{"rewards": [1, 3]}\n{"rewards": [1, 1]}\n');
    const { out } = await loupe("advantages", path, "--estimator", "dr-grpo");
    expect(out).toBe("1: -1  1 · spread 1.4142\n2: 0  0 · spread 0 · all_right\n");
  });
});
