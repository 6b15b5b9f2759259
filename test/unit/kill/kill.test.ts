import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleVictim } from "../../kill/bundleVictim.mjs";
import { killRound, moments, victims } from "../../kill/killRound.js";

describe("a reader that is killed", () => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "loupe-victim-"));
  let script = "";
  beforeAll(async () => {
    script = await bundleVictim(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const kinds = victims.flatMap(victim => moments.map(moment => ({ victim, moment })));
  it.each(kinds)("as a $victim while $moment leaves nothing that changes an answer", async ({ victim, moment }) => {
    await expect(killRound({ victim, moment, deaths: 2, seed: 5, script })).resolves.toBeUndefined();
  });
});
