import { execFileSync } from "node:child_process";
import { closeSync, ftruncateSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { snapshotFindings } from "../../../src/node/launch/snapshotFindings.js";
import { temporaryFolder } from "../jobs/temporaryFolder.js";

it("Code beside a configuration is told of with what does not travel, and outside of a repository nothing is", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "a.loupe-run.json");
  expect(await snapshotFindings(file)).toEqual([]);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], { cwd: folder });
  writeFileSync(file, "{}");
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "first");
  expect(await snapshotFindings(file)).toMatchObject([{ level: "note", code: "code-committed" }]);
  const large = openSync(join(folder, "weights"), "w");
  ftruncateSync(large, 150e6);
  closeSync(large);
  writeFileSync(join(folder, "new.py"), "1\n");
  expect(await snapshotFindings(file)).toMatchObject([
    { level: "note", code: "code-changed" },
    { level: "warning", code: "new-file-left-out", values: ["weights", 150] },
  ]);
});
