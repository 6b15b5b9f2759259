import { execFile } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { CodeSnapshot } from "../../core/launch/runJson.js";

const run = promisify(execFile);

/** New files above it are named and not taken: they are data or weights, and no code. */
const newFileBytes = 100 * 1024 * 1024;
/** A larger difference is not kept in run.json; the tree says what was launched all the same. */
const diffBytes = 4 * 1024 * 1024;
const outputBytes = 256 * 1024 * 1024;

/** A snapshot together with where it was taken: `git archive <tree>` there gives its files. */
export interface TakenSnapshot {
  /** Absolute, here. */
  readonly repository: string;
  readonly code: CodeSnapshot;
  /** `git diff --binary HEAD TREE`; null: too large to keep, nothing changed, or there is no commit yet. */
  readonly diff: string | null;
}

type Git = (args: readonly string[], variables?: Readonly<Record<string, string>>) => Promise<string>;

/** Never a prompt, never an editor, nothing of the repository's configuration that runs programs for us. */
const safeOptions = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "diff.external="];

function gitIn(folder: string, program: string): Git {
  return async (args, variables = {}) => {
    const env = { ...process.env, GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C", ...variables };
    const { stdout } = await run(program, [...safeOptions, ...args], { cwd: folder, env, maxBuffer: outputBytes });
    return stdout;
  };
}

const names = (listing: string): readonly string[] => listing.split("\0").filter(name => name !== "");

async function largeNewFiles(git: Git, repository: string): Promise<CodeSnapshot["leftOut"]> {
  const large: CodeSnapshot["leftOut"] = [];
  for (const path of names(await git(["ls-files", "--others", "--exclude-standard", "-z"]))) {
    // Gone meanwhile: then there is nothing to leave out.
    const bytes = await stat(join(repository, path)).then(
      ({ size }) => size,
      () => 0,
    );
    if (bytes > newFileBytes) large.push({ path, bytes });
  }
  return large;
}

/** A tree of everything that is not ignored, made in an index of its own: the user's index stays as it is. */
async function writeTree(git: Git, head: string | null, leftOut: readonly { readonly path: string }[]) {
  const folder = await mkdtemp(join(tmpdir(), "loupe-index-"));
  const own = { GIT_INDEX_FILE: join(folder, "index") };
  try {
    await git(["read-tree", head ?? "--empty"], own);
    const without = leftOut.map(({ path }) => `:(exclude,top,literal)${path}`);
    await git(["add", "--all", "--", ":/", ...without], own);
    return (await git(["write-tree"], own)).trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function differenceOf(git: Git, head: string, tree: string): Promise<string | null> {
  const diff = await git(["diff", "--binary", "--no-ext-diff", "--no-textconv", "--no-color", head, tree]);
  return diff.length > diffBytes ? null : diff;
}

async function take(repository: string, program: string): Promise<TakenSnapshot> {
  const git = gitIn(repository, program);
  const head = await git(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).then(
    text => text.trim(),
    () => null,
  );
  const leftOut = await largeNewFiles(git, repository);
  const tree = await writeTree(git, head, leftOut);
  const committed = head === null ? null : (await git(["rev-parse", `${head}^{tree}`])).trim();
  const isDirty = committed !== tree;
  const diff = isDirty && head !== null ? await differenceOf(git, head, tree) : null;
  const entries = names(await git(["ls-tree", "-r", "-z", tree]));
  const submodules = entries.flatMap(entry =>
    entry.startsWith("160000 ") ? [entry.slice(entry.indexOf("\t") + 1)] : [],
  );
  return { repository, code: { head, tree, isDirty, leftOut, submodules: submodules.slice(0, 100) }, diff };
}

/**
 * The state of the repository that a folder lies in, with what is not committed and without what is ignored (facts:
 * remote 2.5). null: it lies in none, or there is no git. Throws what git says when it cannot make one.
 */
export async function snapshotCode(folder: string, program = "git"): Promise<TakenSnapshot | null> {
  const root = await gitIn(
    folder,
    program,
  )(["rev-parse", "--show-toplevel"]).then(
    text => text.replace(/\r?\n$/, ""),
    () => null,
  );
  return root === null || root === "" ? null : take(root, program);
}
