import { randomBytes } from "node:crypto";
import { shellWord } from "../../core/launch/shellWord.js";
import type { HostConnection, RunOptions } from "./hostConnection.js";
import { hostResult, type HostResult } from "./hostResult.js";

/** A run folder that a host has. */
export interface ListedRun {
  readonly runId: string;
  /** run.json as it stands there, at most 256 KiB; not to be trusted. */
  readonly head: string;
}

/** The runs of a run root (absolute, on the host), whoever launched them. A root that is not there has none. */
export async function listRuns(
  host: HostConnection,
  root: string,
  options: RunOptions = {},
): Promise<HostResult<readonly ListedRun[]>> {
  const mark = randomBytes(12).toString("hex");
  const answer = await host.run(`loupe_list ${mark} ${shellWord(root)}`, options);
  return hostResult(answer, out =>
    out
      .toString("utf8")
      .split(`${mark} `)
      .slice(1)
      .flatMap(part => readListed(part) ?? []),
  );
}

function readListed(part: string): ListedRun | null {
  const newline = part.indexOf("\n");
  const runId = part.slice(0, Math.max(0, newline));
  return /^[a-z0-9-]{1,64}$/.test(runId) ? { runId, head: part.slice(newline + 1) } : null;
}
