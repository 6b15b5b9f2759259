import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { fuzzTargets } from "../../fuzz/fuzzTargets.js";

/** What once broke a claim: found again from its seed and the way to it. */
const seeds = z
  .array(z.strictObject({ target: z.string(), seed: z.number(), path: z.string(), found: z.string() }))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "../../fuzz/seeds.json"), "utf8")));

/** Inputs of all targets together: `npm run fuzz` takes a million. */
const runs = 6000;
const shares = fuzzTargets.reduce((sum, { share }) => sum + share, 0);

describe.each(fuzzTargets)("any input of $name", target => {
  it("holds what is claimed of it", () => {
    let beats = 0;
    const asked = Math.ceil((runs * target.share) / shares);
    expect(target.run({ runs: asked, seed: 20_261_123, beat: () => beats++ })).toBeNull();
    expect(beats).toBe(asked);
  });
});

describe("an input that broke a claim", () => {
  it("is one of a target that there is", () => {
    const names = fuzzTargets.map(({ name }) => name);
    expect(seeds.filter(({ target }) => !names.includes(target))).toEqual([]);
  });

  it("breaks it no more", () => {
    for (const { target, seed, path } of seeds) {
      const known = fuzzTargets.find(({ name }) => name === target);
      expect(known?.run({ runs: 1, seed, path, beat: () => undefined })).toBeNull();
    }
  });
});

describe("a claim that does not hold", () => {
  it("is told with the seed and the path that make its input again", async () => {
    const { integer } = await import("fast-check");
    const { fuzzTarget } = await import("../../fuzz/fuzzTarget.js");
    const target = fuzzTarget("even", 1, integer(), number => {
      if (number > 1000) throw new Error("too large");
    });
    const failure = target.run({ runs: 1000, seed: 1, beat: () => undefined });
    expect(failure?.input).toBe("[1001]");
    const again = target.run({ runs: 1, seed: failure?.seed ?? 0, path: failure?.path ?? "", beat: () => undefined });
    expect(again?.input).toBe("[1001]");
  });
});
