import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();

const state = (steps: number) =>
  JSON.stringify({
    global_step: steps,
    log_history: Array.from({ length: steps }, (_, i) => ({ step: i + 1, loss: 1 / (i + 1) })),
  });

/** The rows of curves of the run that the files make, by name and length. */
async function curvesOf(files: Readonly<Record<string, string>>) {
  const root = makeFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, "run", name)), { recursive: true });
    writeFileSync(join(root, "run", name), text);
  }
  const { runs } = await openRuns({ roots: [root] });
  const [run] = runs.parts().list().runs;
  return (run?.metrics ?? []).map(({ files: own }) => {
    const path = own[0]?.path ?? "";
    return [basename(dirname(path)), basename(path)];
  });
}

describe("states that a trainer saved with its checkpoints", () => {
  test("are no curves of their own beside the trainer's", async () => {
    const log = '{"current_steps": 1, "total_steps": 8, "loss": 0.9, "percentage": 12.5}\n';
    const files = { "trainer_log.jsonl": log, "checkpoint-4/trainer_state.json": state(4) };
    expect(await curvesOf({ ...files, "checkpoint-8/trainer_state.json": state(8) })).toEqual([
      ["run", "trainer_log.jsonl"],
    ]);
  });

  test("are what there is where the trainer left nothing else: the newest holds them all", async () => {
    const files = { "checkpoint-8/trainer_state.json": state(8), "checkpoint-12/trainer_state.json": state(12) };
    expect(await curvesOf(files)).toEqual([["checkpoint-12", "trainer_state.json"]]);
  });
});
