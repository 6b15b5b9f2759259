import { shellWord } from "../../core/launch/shellWord.js";
import type { HostConnection, RunOptions } from "./hostConnection.js";
import { hostResult, type HostResult } from "./hostResult.js";

/** Where run folders are made when no setting says otherwise. Home quotas are often small. */
export const defaultRunRoot = "~/.loupe/runs";

/** The absolute run root of a host, for a root that may begin with `~` or be relative to the host's home. Nothing is made. */
export async function runRoot(
  host: HostConnection,
  root: string,
  options: RunOptions = {},
): Promise<HostResult<string>> {
  const answer = await host.run(`loupe_root ${shellWord(root)}`, options);
  return hostResult(answer, out => absolutePath(out.toString("utf8").replace(/\n$/, "")));
}

function absolutePath(path: string): string | null {
  return path.startsWith("/") ? path : null;
}
