import { randomBytes } from "node:crypto";
import { parseRunState, type RunState } from "../../core/launch/runState.js";
import { shellWord } from "../../core/launch/shellWord.js";
import type { HostConnection, RunOptions } from "./hostConnection.js";
import { hostResult, type HostResult } from "./hostResult.js";

/** What is asked of one run: its state, and its log from an offset on. */
export interface PollRequest {
  /** Absolute, on the host. */
  readonly folder: string;
  /** In bytes. */
  readonly offset: number;
  /** 0: the state alone. */
  readonly maxBytes: number;
}

export interface RunPoll {
  readonly state: RunState;
  /** Where `bytes` begin: the offset that was asked for, or 0 when the log had become shorter than that. */
  readonly offset: number;
  readonly bytes: Buffer;
  /** Of the log, when bytes were read: another one is another file. */
  readonly inode: string | null;
}

/** Looks at several runs in one request; the answers are in the order of the questions. */
export async function pollRuns(
  host: HostConnection,
  requests: readonly PollRequest[],
  options: RunOptions = {},
): Promise<HostResult<readonly RunPoll[]>> {
  if (requests.length === 0) return { kind: "reached", value: [] };
  const mark = randomBytes(12).toString("hex");
  const script = requests.map(
    ({ folder, offset, maxBytes }) => `loupe_poll ${mark} ${shellWord(folder)} ${offset} ${maxBytes}`,
  );
  const answer = await host.run(script.join("\n"), options);
  return hostResult(answer, out => readPolls(out, mark, requests.length));
}

function readPolls(out: Buffer, mark: string, count: number): readonly RunPoll[] | null {
  const starts: number[] = [];
  for (let at = out.indexOf(mark); at >= 0; at = out.indexOf(mark, at + mark.length)) starts.push(at);
  const polls = starts.map((start, i) => readPoll(out.subarray(start + mark.length, starts[i + 1])));
  const whole = polls.filter(poll => poll !== null);
  return whole.length === count && polls.length === count ? whole : null;
}

function readPoll(part: Buffer): RunPoll | null {
  const newline = part.indexOf("\n");
  const words = part.toString("latin1", 0, Math.max(0, newline)).trim().split(" ");
  const state = parseRunState(words.slice(0, 7).join(" "));
  const [offset, inode] = words.slice(7);
  if (state === null || offset === undefined || inode === undefined || !/^\d+$/.test(offset)) return null;
  return { state, offset: Number(offset), bytes: part.subarray(newline + 1), inode: inode === "-" ? null : inode };
}
