import type { JobsService } from "../jobs/jobsService.js";
import { LogText } from "../jobs/logText.js";
import { EndWith } from "./endWith.js";
import { hostError } from "./hostError.js";
import { jobJson } from "./jobsOutput.js";
import { namedJob } from "./namedJob.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { jobLine } from "./jobLine.js";

export interface AttachOptions {
  readonly host?: string;
  readonly from?: number;
  readonly json?: boolean;
}

/** A run that was followed to its end and did not end well. */
const notWell = 4;

type Sink = (bytes: Buffer, offset: number) => void;

/** A terminal gets nothing that it would obey; a file or another program gets the log as it is. */
function textSink(output: Output, isTerminal: boolean): Sink {
  if (isTerminal) {
    const log = new LogText([]);
    return bytes => output.out(log.push(bytes));
  }
  const decoder = new TextDecoder();
  return bytes => output.out(decoder.decode(bytes, { stream: true }));
}

/** One line a piece: `{"offset", "text"}`; characters that a piece cuts come with the next one. */
function jsonSink(output: Output): Sink {
  const decoder = new TextDecoder();
  return (bytes, offset) =>
    output.out(`${JSON.stringify({ offset, text: decoder.decode(bytes, { stream: true }) })}\n`);
}

/** `loupe attach RUN`: its log, from the beginning and as it is written, until it is over. Ctrl-C harms nothing. */
export async function attachCommand(
  jobs: JobsService,
  run: string,
  { host, from = 0, json = false }: AttachOptions,
  output: Output,
): Promise<void> {
  const job = await namedJob(jobs, run, host);
  const stream = jobs.follow(job, from, json ? jsonSink(output) : textSink(output, process.stdout.isTTY));
  const left = new AbortController();
  const leave = () => {
    left.abort();
    stream.close();
  };
  process.once("SIGINT", leave).once("SIGTERM", leave);
  const failure = await stream.closed.finally(() => process.off("SIGINT", leave).off("SIGTERM", leave));
  if (failure !== null) throw hostError(job.host, failure);
  if (left.signal.aborted) return;
  await jobs.refresh(job.host, { adopt: false });
  const ended = jobs.jobs().find(each => each.runId === job.runId && each.host === job.host) ?? job;
  if (json) output.out(`${JSON.stringify({ job: jobJson(ended) })}\n`);
  else output.err(`${printable(jobLine(ended))}\n`);
  if (ended.state !== "exited" || ended.exitCode !== 0) throw new EndWith(notWell);
}
