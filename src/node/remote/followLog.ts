import { isOver } from "../../core/launch/jobState.js";
import { shellWord } from "../../core/launch/shellWord.js";
import type { HostFailure } from "../../protocol/jobs/jobView.js";
import type { HostConnection, HostStream } from "./hostConnection.js";
import { pollRuns } from "./pollRuns.js";

const pauseMs = 500;
const pollBytes = 4 * 1024 * 1024;

/**
 * Bytes of a run's log from an offset on, as they are written, until closed. One log of a host is followed on a connection
 * of its own; whoever comes second, or is there when a tunnel is opened, is served by polling. Ends with a failure when the
 * host drops out: the next call goes on at the offset that was reached. Ends with null when closed, or when polling finds
 * the run over and its log read.
 */
export function followLog(
  host: HostConnection,
  folder: string,
  offset: number,
  onBytes: (bytes: Buffer) => void,
): HostStream {
  let at = offset;
  let isClosed = false;
  const pass = (bytes: Buffer) => {
    at += bytes.length;
    if (!isClosed) onBytes(bytes);
  };
  const stream = host.follow(`loupe_follow ${shellWord(folder)} ${offset}`, pass);
  const poll = () =>
    pollLog(
      host,
      folder,
      () => at,
      pass,
      () => isClosed,
    );
  const closed = stream.closed.then(failure =>
    failure?.kind === "too-many-connections" && !isClosed ? poll() : failure,
  );
  return {
    closed,
    close: () => {
      isClosed = true;
      stream.close();
    },
  };
}

async function pollLog(
  host: HostConnection,
  folder: string,
  at: () => number,
  pass: (bytes: Buffer) => void,
  isClosed: () => boolean,
): Promise<HostFailure | null> {
  while (!isClosed()) {
    const asked = at();
    const polled = await pollRuns(host, [{ folder, offset: asked, maxBytes: pollBytes }]);
    if (polled.kind === "unreachable") return polled.failure;
    if (polled.kind === "failed") return { kind: "other", detail: polled.detail };
    const poll = polled.value[0];
    if (poll?.offset !== asked) return { kind: "other", detail: "the log became shorter" };
    if (poll.bytes.length > 0) pass(poll.bytes);
    else if (isOver(poll.state.state)) return null;
    else await new Promise(resolve => setTimeout(resolve, pauseMs));
  }
  return null;
}
