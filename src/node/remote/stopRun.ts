import { isOver } from "../../core/launch/jobState.js";
import { parseRunState, type RunState } from "../../core/launch/runState.js";
import { shellWord } from "../../core/launch/shellWord.js";
import type { HostConnection, RunOptions } from "./hostConnection.js";
import { hostResult, type HostResult } from "./hostResult.js";
import { pollRuns } from "./pollRuns.js";

const pauseMs = 200;
const slackMs = 15_000;

/**
 * Asks for the end of a run (absolute folder on the host) and does not wait: every process of it gets TERM, and after
 * `graceSeconds` KILL; 0 kills at once. The host goes on with it by itself. A second, harder request shortens the grace.
 */
export async function requestStop(
  host: HostConnection,
  folder: string,
  graceSeconds: number,
  options: RunOptions = {},
): Promise<HostResult<RunState>> {
  const seconds = Math.max(0, Math.ceil(graceSeconds));
  const answer = await host.run(`loupe_stop ${shellWord(folder)} ${seconds}`, options);
  return hostResult(answer, out => parseRunState(out.toString("utf8")));
}

/** Asks for the end of a run and waits for it, at most the grace and 15 s; then the state is what it is. */
export async function stopRun(
  host: HostConnection,
  folder: string,
  graceSeconds: number,
  options: RunOptions = {},
): Promise<HostResult<RunState>> {
  const deadline = performance.now() + graceSeconds * 1000 + slackMs;
  let result = await requestStop(host, folder, graceSeconds, options);
  while (!isSettled(result) && performance.now() < deadline && options.signal?.aborted !== true) {
    await new Promise(resolve => setTimeout(resolve, pauseMs));
    const polled = await pollRuns(host, [{ folder, offset: 0, maxBytes: 0 }], options);
    if (polled.kind === "reached") result = polled.value[0] === undefined ? result : reached(polled.value[0].state);
    else if (polled.kind === "failed") return polled;
  }
  return result;
}

function reached(value: RunState): HostResult<RunState> {
  return { kind: "reached", value };
}

/** A host that does not answer at first was asked nothing. */
function isSettled(result: HostResult<RunState>): boolean {
  return result.kind !== "reached" || isOver(result.value.state);
}
