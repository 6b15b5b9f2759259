import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleVictim } from "../../kill/bundleVictim.mjs";
import { answersOf } from "../../kill/answersOf.js";
import { readNarrowly } from "../../kill/readNarrowly.js";
import { runsSettings } from "../../kill/runsSettings.js";
import { Runs } from "../../../src/node/runs/runs.js";
import { asNobody } from "../../fixtures/asNobody.js";
import { dumpLine } from "../../fixtures/dump.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const newFolder = temporaryFolder();

/** Two runs, each of whose indexes is larger than the space that there is. */
function twoRuns(): string {
  const root = newFolder();
  for (const run of ["one", "other"]) {
    mkdirSync(join(root, run));
    const rows = Array.from({ length: 400 }, (_, row) => `${dumpLine({ question: `q${String(row)}` })}\n`);
    writeFileSync(join(root, run, "1.jsonl"), rows.join(""));
  }
  return root;
}

describe("a run whose index cannot be saved", () => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "loupe-narrow-"));
  let script = "";
  beforeAll(async () => {
    await bundleVictim(folder, ["narrow"]);
    script = join(folder, "narrow.mjs");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("for lack of space is shown whole; it is said once, and no half of an index stays", async () => {
    const root = twoRuns();
    const { warnings, left, answers } = await readNarrowly({
      script,
      root,
      storage: newFolder(),
      before: "ulimit -f 4",
    });
    expect(answers).toEqual(await answersOf(root, null));
    expect(warnings).toEqual(["index not saved"]);
    expect(left).toEqual([]);
  });

  it("since its storage is read-only is shown whole, and it is said once", async () => {
    const root = twoRuns();
    chmodSync(root, 0o755);
    const storage = newFolder();
    chmodSync(storage, 0o555);
    const warnings: string[] = [];
    const log = { info: () => undefined, warn: (event: string) => void warnings.push(event), error: () => undefined };
    await asNobody(async () => {
      const runs = new Runs({ onEvent: () => undefined, watch: false, log });
      await runs.configure(runsSettings(root, storage));
      await runs.whenIdle();
      await runs.dispose();
      expect(await answersOf(root, storage)).toEqual(await answersOf(root, null));
    });
    expect(warnings).toEqual(["index not saved"]);
  });
});
