import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { dialectIds } from "../../../src/core/rollout/dialectId.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { whatIsSeen } from "../rollout/formatFixtures.js";

const folder = temporaryFolder();
const open = openedRuns();

/** Folders of projects whose files are another format's, so that a loupe.json says whose calls they hold. */
const fixtures = join(import.meta.dirname, "../../fixtures/dialects");

it.each(readdirSync(fixtures))("%s is read as its fixture says", async id => {
  const root = join(folder(), "run");
  cpSync(join(fixtures, id, "run"), root, { recursive: true });
  const { runs } = await open({ roots: [root] });
  const seen = await whatIsSeen(runs, root);
  const expected = join(fixtures, id, "expected.json");
  if (process.env["LOUPE_WRITE_EXPECTED"] === id) writeFileSync(expected, JSON.stringify(seen, null, 2));
  expect(seen).toEqual(JSON.parse(readFileSync(expected, "utf8")));
  expect(dialectIds).toContain(id);
  const rows = runs
    .files()
    .flatMap(({ path, columns }) => Array.from({ length: columns.count }, (_, row) => [path, row]));
  const opened = await Promise.all(
    rows.map(([file, row]) => runs.open({ ref: { file: String(file), row: Number(row) } })),
  );
  const told = opened.flatMap(one => (one.kind === "rollout" && one.calls.length > 0 ? [one.dialect] : []));
  expect(new Set(told.map(one => JSON.stringify(one)))).toEqual(
    new Set([JSON.stringify({ id, reason: { code: "configured" } })]),
  );
});
