import { execFile } from "node:child_process";
import { userInfo } from "node:os";
import { promisify } from "node:util";

const run = promisify(execFile);
const patienceMilliseconds = 3000;
const mostCharacters = 100;

const clean = (name: string): string => name.replace(/\s+/g, " ").trim().slice(0, mostCharacters);

async function gitName(folder: string): Promise<string> {
  try {
    const { stdout } = await run("git", ["config", "user.name"], { cwd: folder, timeout: patienceMilliseconds });
    return clean(stdout);
  } catch {
    return ""; // no git, no name in it, or no such folder: the next source is asked
  }
}

function systemName(): string {
  try {
    return clean(userInfo().username);
  } catch {
    return ""; // an account without an entry in the system's list has no name
  }
}

/**
 * Under which name decisions are written: as set, else git's `user.name` in the folder, else the account's name.
 * `folder` should be trusted: git reads the configuration of the repository that it is in.
 */
export async function reviewerName(set: string, folder: string): Promise<string> {
  return clean(set) || (await gitName(folder)) || systemName() || "reviewer";
}
