import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runJsonOf } from "../../core/launch/runJson.js";
import { describeUpload } from "../jobs/describeUpload.js";
import { draftCode } from "../jobs/draftCode.js";
import type { LaunchDraft } from "../jobs/launchDraft.js";
import { runFiles } from "../jobs/runFiles.js";
import type { TakenSnapshot } from "../jobs/snapshotCode.js";

export type DryRun =
  | {
      readonly kind: "written";
      /** Relative to the folder; a folder ends in a slash. */ readonly paths: readonly string[];
    }
  | { readonly kind: "not-empty" };

async function isTaken(folder: string): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  return (await readdir(folder)).length > 0;
}

/** The tree itself, as it would be unpacked on the host: not what lies in the working copy by now. */
async function writeCode({ repository, code }: TakenSnapshot, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const git = spawn("git", ["archive", "--format=tar", code.tree], {
    cwd: repository,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const tar = spawn("tar", ["-x", "-f", "-", "-C", folder], { stdio: ["pipe", "ignore", "inherit"] });
  git.stdout.pipe(tar.stdin);
  const codes = await Promise.all([once(git, "close"), once(tar, "close")]);
  if (codes.some(([code]) => code !== 0)) throw new Error("the code could not be unpacked");
}

/**
 * Writes everything that a launch would send into a folder, which has to be empty or new: files of the plan, run.json,
 * wrapper, code and data. Touches no network. Rejects with what the file system or git says.
 */
export async function writeDryRun(draft: LaunchDraft, folder: string, trainerFolder: string): Promise<DryRun> {
  if (await isTaken(folder)) return { kind: "not-empty" };
  const taken = await draftCode(draft);
  const data = await Promise.all(draft.uploads.map(describeUpload));
  const run = runJsonOf(draft.plan, { code: taken?.code ?? null, data, createdAt: Date.now() });
  const files = await runFiles(draft.plan, run, taken, trainerFolder);
  for (const { path, text, isExecutable } of files) {
    const place = join(folder, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, text);
    if (isExecutable) await chmod(place, 0o755);
  }
  if (taken !== null) await writeCode(taken, join(folder, "code"));
  for (const { from, to } of draft.uploads) await cp(from, join(folder, to), { recursive: true, dereference: true });
  const paths = [
    ...files.map(({ path }) => path),
    ...draft.uploads.map(({ to }) => to),
    ...(taken === null ? [] : ["code/"]),
  ];
  return { kind: "written", paths: paths.toSorted() };
}
