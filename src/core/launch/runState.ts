import { jobStates, type JobState } from "./jobState.js";

/** One look at a run folder on its host. Times are seconds since 1970 by the host's clock. */
export interface RunState {
  readonly state: JobState;
  /** Of the wrapper. */
  readonly pid: number | null;
  readonly exitCode: number | null;
  readonly logBytes: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Which host runs it, as it calls itself: with a shared run root not always the one that was asked. */
  readonly hostName: string | null;
}

/** Reads what `loupe_state` printed: seven words, `-` for what is unknown. null: it is something else. */
export function parseRunState(line: string): RunState | null {
  const [word, pid, code, size, started, ended, hostName, more] = line.trim().split(/\s+/);
  const state = jobStates.find(name => name === word);
  const logBytes = numberOf(size);
  if (state === undefined || logBytes === null || hostName === undefined || more !== undefined) return null;
  return {
    ...{ state, logBytes },
    ...{ pid: numberOf(pid), exitCode: numberOf(code), startedAt: numberOf(started), endedAt: numberOf(ended) },
    hostName: hostName === "-" ? null : hostName,
  };
}

function numberOf(word: string | undefined): number | null {
  return word !== undefined && /^\d{1,15}$/.test(word) ? Number(word) : null;
}
