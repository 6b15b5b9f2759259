import type { ConfigIssue, LaunchDraft } from "../jobs/launchDraft.js";
import { prepareLaunch } from "../launch/prepareLaunch.js";
import { ExpectedError } from "./expectedError.js";
import { namedPath } from "./namedPath.js";
import { storageFolder } from "./storageFolder.js";

/** Where an issue stands, as compilers write it: line and column count from 1. */
function place(text: string | null, at: number | null): string {
  if (text === null || at === null) return "";
  const before = text.slice(0, at).split("\n");
  return `:${before.length}:${(before.at(-1) ?? "").length + 1}`;
}

const issueText = (file: string, text: string | null, { reason, at }: ConfigIssue): string =>
  `${file}${place(text, at)}: ${reason}`;

/** The draft of a configuration named on the command line; its issues are an ExpectedError, one after the other. */
export async function draftOf(
  file: string,
  trainerFolder: string,
  resumeFrom: string | null,
  readText: (path: string) => Promise<string>,
): Promise<LaunchDraft> {
  const { path, isFolder } = namedPath(file);
  if (isFolder) throw new ExpectedError(`${file}: this is a folder, name a *.loupe-run.json`);
  const text = await readText(path);
  const read = await prepareLaunch(path, {
    text,
    isTrusted: true,
    isCounted: true,
    resumeFrom,
    trainerFolder,
    strategies: [],
    storage: storageFolder(),
  });
  if (read.kind === "draft") return read.draft;
  throw new ExpectedError(read.issues.map(issue => issueText(file, text, issue)).join("; "));
}
