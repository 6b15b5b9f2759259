import { serveFiles } from "../../../core/evaluation/checkpoint/serveCommand.js";
import { isOver, type JobState } from "../../../core/launch/jobState.js";
import { parseRunState, type RunState } from "../../../core/launch/runState.js";
import type { PlannedFile } from "../../../core/launch/runPlan.js";
import { shellWord } from "../../../core/launch/shellWord.js";
import type { ScheduledJob, Scheduler, SchedulerFailure, SubmitAnswer } from "../../engines/scheduler.js";
import type { HostConnection, RunOptions } from "../../remote/hostConnection.js";
import { hostResult, type HostResult } from "../../remote/hostResult.js";
import { launchRun, secretsText } from "../../remote/launchRun.js";
import { pollRuns } from "../../remote/pollRuns.js";
import { stopRun } from "../../remote/stopRun.js";
import { writeRunFiles } from "../../remote/writeRunFiles.js";

/** How a server stands. */
export interface ServerLook {
  readonly state: JobState;
  readonly exitCode: number | null;
  readonly logBytes: number;
  /** `queued`, `merging`, `loading`, `serving`; empty: it has only begun. */
  readonly phase: string;
  /** Why it waits, as its scheduler says it. */
  readonly reason: string | null;
  /** Null: it has not said one yet. */
  readonly port: number | null;
  /** Names and addresses of its machine. */
  readonly addresses: readonly string[];
}

/** Seconds that a server has to end by itself. */
const graceSeconds = 10;
const logBytes = 8192;
/** So long the end of a job is waited for beyond its grace: nodes are let go of slowly. */
const endMs = 60_000;
const pauseMs = 250;
/** So long a scheduler may be silent when it is given a job. */
const submitMs = 60_000;
const submitPauseMs = 2000;

/**
 * Folders of servers that came to an end with nobody there, as when the host started again: an hour without a sign. One
 * that runs or waits has a lease, which changes its folder.
 */
const sweep = (servers: string): string => `
for d in ${shellWord(servers)}/*/; do
  [ -d "$d" ] && [ -n "$(find "$d" -maxdepth 0 -mmin +60 2>/dev/null)" ] || continue
  case $(cd "$d" && loupe_state) in running* | starting*) ;; *) rm -rf "$d" ;; esac
done
exit 0`;

/** What a folder says of its process by itself; else a scheduler is asked. */
const isCertain = (state: JobState): boolean => state === "running" || state === "exited" || state === "stopped";

const failedBy = (failure: SchedulerFailure | { readonly detail: string }): HostResult<never> =>
  "kind" in failure && failure.kind === "unreachable"
    ? failure
    : { kind: "failed", reason: "other", detail: failure.detail };

/**
 * A server on a host, in a folder beside those of runs, which is there only as long as the server: a process of the host
 * itself, or a job of its scheduler.
 */
export class ServerJob {
  readonly #host: HostConnection;
  readonly #servers: string;
  readonly #id: string;
  readonly #scheduler: Scheduler | null;
  #askedAt = Number.NEGATIVE_INFINITY;
  #told: Pick<ServerLook, "state" | "exitCode" | "reason"> | null = null;

  /** `root`: of the runs, absolute; every node sees it. */
  constructor(host: HostConnection, root: string, id: string, scheduler: Scheduler | null) {
    this.#host = host;
    this.#servers = `${root.replace(/\/+$/, "")}/.serve`;
    this.#id = id;
    this.#scheduler = scheduler;
  }

  get path(): string {
    return `${this.#servers}/${this.#id}`;
  }

  get #job(): ScheduledJob {
    return { runId: this.#id, runFolder: this.path };
  }

  async start(
    files: readonly PlannedFile[],
    secrets: Readonly<Record<string, string>>,
    options: RunOptions,
  ): Promise<HostResult<unknown>> {
    await this.#host.run(sweep(this.#servers), options);
    const written = await writeRunFiles(this.#host, this.path, files, options);
    if (written.kind !== "reached") return written;
    if (this.#scheduler === null) return launchRun(this.#host, this.path, secrets, options);
    const answer = await this.#submit(this.#scheduler, secretsText(secrets), options);
    return answer.kind === "submitted" ? { kind: "reached", value: answer.id } : failedBy(answer);
  }

  /** A scheduler that is silent for a moment is asked again: it takes a job once. */
  async #submit(scheduler: Scheduler, secrets: string, { signal }: RunOptions): Promise<SubmitAnswer> {
    const deadline = performance.now() + submitMs;
    for (;;) {
      const answer = await scheduler.submit(this.#job, secrets);
      if (answer.kind !== "silent" || signal?.aborted === true || performance.now() > deadline) return answer;
      await new Promise(resolve => setTimeout(resolve, submitPauseMs));
    }
  }

  /** Looks at it and says that its client is there. */
  async look(options: RunOptions = {}): Promise<HostResult<ServerLook>> {
    const words = [serveFiles.phase, serveFiles.port, serveFiles.address].join(" ");
    const script = [
      `cd ${shellWord(this.path)} || exit 3`,
      // Made anew, so that the folder is changed by it.
      `rm -f ${serveFiles.lease}; : >${serveFiles.lease}`,
      "loupe_state",
      `for f in ${words}; do read -r w 2>/dev/null <$f || w=-; echo "$w"; done`,
    ];
    const seen = hostResult(await this.#host.run(script.join("\n"), options), readLook);
    if (seen.kind !== "reached" || this.#scheduler === null || isCertain(seen.value.state)) return seen;
    return this.#scheduled(this.#scheduler, seen.value);
  }

  /** A scheduler is busy: it is asked now and then. */
  async #scheduled(scheduler: Scheduler, seen: ServerLook): Promise<HostResult<ServerLook>> {
    const { state, exitCode } = seen;
    if (performance.now() - this.#askedAt >= scheduler.pollSeconds.watched * 1000) {
      const answer = await scheduler.states([{ ...this.#job, folder: { state, exitCode } }]);
      this.#askedAt = performance.now();
      if (answer.kind === "unreachable") return answer;
      const told = answer.kind === "answered" ? answer.value.get(this.#id) : undefined;
      if (answer.kind === "silent") this.#told = { state: "queued", exitCode: null, reason: answer.detail };
      else if (told !== undefined) this.#told = { ...told, reason: told.note.reason };
    }
    const known = this.#told ?? { state: "queued", exitCode: null, reason: null };
    return { kind: "reached", value: { ...seen, ...known, phase: known.state === "queued" ? "queued" : seen.phase } };
  }

  /** The end of its log. */
  async logEnd(bytes: number): Promise<string> {
    const offset = Math.max(0, bytes - logBytes);
    const polled = await pollRuns(this.#host, [{ folder: this.path, offset, maxBytes: logBytes }]);
    return polled.kind === "reached" ? (polled.value[0]?.bytes.toString("utf8") ?? "") : "";
  }

  /** Ends every process of it and removes the folder. False: the host did not say that nothing is left. */
  async remove(): Promise<boolean> {
    if (!(this.#scheduler === null ? await this.#ended() : await this.#cancelled(this.#scheduler))) return false;
    const answer = await this.#host.run(clear(this.#servers, this.path, this.#id));
    return answer.kind === "answered" && answer.code === 0;
  }

  async #ended(): Promise<boolean> {
    const stopped = await stopRun(this.#host, this.path, graceSeconds);
    if (stopped.kind === "unreachable") return false;
    if (stopped.kind === "reached" && !isOver(stopped.value.state)) return false;
    return stopped.kind !== "failed" || stopped.reason !== "elsewhere";
  }

  async #cancelled(scheduler: Scheduler): Promise<boolean> {
    const deadline = performance.now() + graceSeconds * 1000 + endMs;
    const stopped = await scheduler.stop(this.#job, { isHard: false, graceSeconds });
    if (stopped.kind === "unreachable") return false;
    while (performance.now() < deadline) {
      const [polled] = await this.#state();
      if (polled === undefined) return false;
      const { state, exitCode } = polled;
      if (state === "absent") return true;
      const answer = await scheduler.states([{ ...this.#job, folder: { state, exitCode } }]);
      const told = answer.kind === "answered" ? answer.value.get(this.#id) : undefined;
      if (told !== undefined && isOver(told.state)) return true;
      await new Promise(resolve => setTimeout(resolve, pauseMs));
    }
    return false;
  }

  async #state(): Promise<readonly RunState[]> {
    const polled = await pollRuns(this.#host, [{ folder: this.path, offset: 0, maxBytes: 0 }]);
    return polled.kind === "reached" ? polled.value.map(({ state }) => state) : [];
  }
}

/** The watch outlives its server; without /proc it sees by itself that its folder is gone. */
const clear = (servers: string, folder: string, id: string): string => `
cd / || exit 1
i=0
while ! rm -rf ${shellWord(folder)} 2>/dev/null; do
  [ $i -lt 20 ] || exit 1
  i=$((i + 1))
  loupe_nap
done
rmdir ${shellWord(servers)} 2>/dev/null
[ -r /proc/self/stat ] || exit 0
i=0
while m=$(loupe_members - ${shellWord(id)} -) && [ -n "$m" ]; do
  [ $i = 0 ] && kill -TERM $m 2>/dev/null
  [ $i = 30 ] && kill -KILL $m 2>/dev/null
  [ $i -lt 60 ] || exit 1
  i=$((i + 1))
  loupe_nap
done
exit 0`;

const mostAddresses = 3;

function readLook(out: Buffer): ServerLook | null {
  const [line = "", phase = "", port = "", address = ""] = out.toString("utf8").split("\n");
  const seen = parseRunState(line);
  if (seen === null) return null;
  const { state, exitCode, logBytes: bytes } = seen;
  const isPort = /^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65_536;
  const addresses = address.split(" ").filter(word => /^[A-Za-z0-9][A-Za-z0-9_.-]{0,252}$/.test(word));
  return {
    ...{ state, exitCode, logBytes: bytes, reason: null },
    phase: /^[a-z]{1,20}$/.test(phase) ? phase : "",
    port: isPort ? Number(port) : null,
    addresses: addresses.slice(0, mostAddresses),
  };
}
