import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createRemarks } from "../../../src/node/remarks/createRemarks.js";
import { writeDump } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();

it("What people say of a run's rollouts is forgotten with it, and known again when it is back", async () => {
  const root = makeFolder();
  const folder = join(root, "run");
  mkdirSync(folder);
  writeFileSync(join(folder, "loupe.json"), "{}");
  const file = writeDump(folder, "rollouts/1.jsonl", [{}]);
  const { runs } = await openRuns({ roots: [root] });
  const parts = runs.parts();
  const { calls, books } = createRemarks(parts, error => {
    throw error;
  });
  onTestFinished(() => books.dispose());
  await calls.remark({ ref: { file, row: 0 }, change: { kind: "note", text: "mine" } });

  const row = parts.row(file, 0);
  if (row === undefined) throw new Error("the row is not listed");
  const known = () => parts.details.remarks.of(row.file, row.row)?.remarks.note ?? null;
  expect(known()).toBe("mine");
  const move = async (from: string, to: string) => {
    renameSync(from, to);
    await runs.refresh();
    await books.refresh();
  };
  const away = join(makeFolder(), "away");
  await move(folder, away);
  expect(known()).toBeNull();
  await move(away, folder);
  const view = await runs.open({ ref: { file, row: 0 } });
  expect(view.kind === "rollout" && view.remarks?.note).toBe("mine");
});
