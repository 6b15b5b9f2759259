import { parseRunState, type RunState } from "../../core/launch/runState.js";
import { shellWord } from "../../core/launch/shellWord.js";
import { variableName } from "../../core/launch/variableName.js";
import type { HostConnection, RunOptions } from "./hostConnection.js";
import { hostResult, type HostResult } from "./hostResult.js";

export interface LaunchedRun {
  /** Whether this call started it; false: it was started before, by whomever. */
  readonly isNew: boolean;
  readonly state: RunState;
}

/**
 * Starts a run folder (absolute, on the host) whose files are written. Idempotent: whoever makes the lock first starts it.
 * Secrets go to a file of mode 0600 in the same breath as the lock, and are gone before the command begins; a request that
 * breaks off half-way runs nothing and leaves none.
 */
export async function launchRun(
  host: HostConnection,
  folder: string,
  secrets: Readonly<Record<string, string>>,
  options: RunOptions = {},
): Promise<HostResult<LaunchedRun>> {
  const answer = await host.run(`loupe_launch ${shellWord(folder)} ${shellWord(secretsText(secrets))}`, options);
  return hostResult(answer, readLaunched);
}

/** The answer of `loupe_launch`; null: it is none. */
export function readLaunched(out: Buffer): LaunchedRun | null {
  const [, how, line] = /^(started|already) (.*)$/m.exec(out.toString("utf8")) ?? [];
  const state = parseRunState(line ?? "");
  return state === null ? null : { isNew: how === "started", state };
}

/** What `sh` reads to have them as variables. A name that is none is the caller's error and throws. */
export function secretsText(secrets: Readonly<Record<string, string>>): string {
  return Object.entries(secrets)
    .map(([name, value]) => {
      if (!variableName.test(name)) throw new RangeError(`not the name of a variable: ${name}`);
      return `${name}=${shellWord(value)}\n`;
    })
    .join("");
}
