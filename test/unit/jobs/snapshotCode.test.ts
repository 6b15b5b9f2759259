import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  openSync,
  closeSync,
  ftruncateSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { snapshotCode } from "../../../src/node/jobs/snapshotCode.js";
import { temporaryFolder } from "./temporaryFolder.js";

interface Repository {
  readonly folder: string;
  readonly git: (...args: readonly string[]) => string;
  readonly write: (path: string, text: string) => void;
}

function repository(): Repository {
  const folder = temporaryFolder();
  const who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
  const git = (...args: readonly string[]) => execFileSync("git", [...who, ...args], { cwd: folder, encoding: "utf8" });
  git("init", "-q");
  mkdirSync(join(folder, "runs"));
  return { folder, git, write: (path, text) => writeFileSync(join(folder, path), text) };
}

const filesIn = ({ git }: Repository, tree: string) => git("ls-tree", "-r", "--name-only", tree).trim().split("\n");

describe("a snapshot of the code", () => {
  it("has what is changed and new, without what is ignored, and leaves the user's index as it was", async () => {
    const made = repository();
    const { folder, git, write } = made;
    for (const [path, text] of [
      [".gitignore", "*.bin\n"],
      ["kept.py", "1\n"],
      ["gone.py", "2\n"],
    ] as const)
      write(path, text);
    git("add", "-A");
    git("commit", "-qm", "first");
    appendFileSync(join(folder, "kept.py"), "changed\n");
    rmSync(join(folder, "gone.py"));
    write("new.py", "3\n");
    write("weights.bin", "ignored\n");
    write("staged.py", "4\n");
    git("add", "staged.py");
    // Asking for the status may write the index anew.
    const status = git("status", "--porcelain");
    const index = readFileSync(join(folder, ".git", "index"));
    const taken = await snapshotCode(join(folder, "runs"));
    expect(taken?.code).toMatchObject({
      head: git("rev-parse", "HEAD").trim(),
      isDirty: true,
      leftOut: [],
      submodules: [],
    });
    expect(filesIn(made, taken?.code.tree ?? "")).toEqual([".gitignore", "kept.py", "new.py", "staged.py"]);
    expect(readFileSync(join(folder, ".git", "index")).equals(index)).toBe(true);
    expect(git("status", "--porcelain")).toBe(status);
  });

  it("comes with the difference that makes it from the commit", async () => {
    const made = repository();
    made.write("a.txt", "one\n");
    made.git("add", "-A");
    made.git("commit", "-qm", "first");
    made.write("a.txt", "two\n");
    made.write("picture", "\0\u0001binary");
    const taken = await snapshotCode(made.folder);
    const other = temporaryFolder();
    execFileSync("git", ["clone", "-q", made.folder, other]);
    execFileSync("git", ["apply", "--index"], { cwd: other, input: taken?.diff ?? "" });
    expect(execFileSync("git", ["write-tree"], { cwd: other, encoding: "utf8" }).trim()).toBe(taken?.code.tree);
  });

  it("of what is committed has no difference", async () => {
    const made = repository();
    made.write("a.txt", "one\n");
    made.git("add", "-A");
    made.git("commit", "-qm", "first");
    expect(await snapshotCode(made.folder)).toMatchObject({ code: { isDirty: false }, diff: null });
  });

  it("can be taken before the first commit", async () => {
    const made = repository();
    made.write("a.txt", "one\n");
    const taken = await snapshotCode(made.folder);
    expect(taken).toMatchObject({ code: { head: null, isDirty: true }, diff: null });
    expect(filesIn(made, taken?.code.tree ?? "")).toEqual(["a.txt"]);
  });

  it("names new files over 100 MB and goes without them", async () => {
    const made = repository();
    made.write("a.txt", "one\n");
    const file = openSync(join(made.folder, "data [1].bin"), "w");
    ftruncateSync(file, 101 * 1024 * 1024);
    closeSync(file);
    const taken = await snapshotCode(made.folder);
    expect(taken?.code.leftOut).toEqual([{ path: "data [1].bin", bytes: 101 * 1024 * 1024 }]);
    expect(filesIn(made, taken?.code.tree ?? "")).toEqual(["a.txt"]);
  });

  it("names submodules, which it does not follow", async () => {
    const [made, inner] = [repository(), repository()];
    inner.write("b.txt", "b\n");
    inner.git("add", "-A");
    inner.git("commit", "-qm", "inner");
    made.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.folder, "inner");
    const taken = await snapshotCode(made.folder);
    expect(taken?.code.submodules).toEqual(["inner"]);
  });

  it("is none outside of a repository, and without git", async () => {
    const folder = temporaryFolder();
    expect(await snapshotCode(folder)).toBeNull();
    const made = repository();
    expect(await snapshotCode(made.folder, "no-such-git")).toBeNull();
  });
});
