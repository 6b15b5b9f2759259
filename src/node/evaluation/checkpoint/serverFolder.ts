import { endScript, serveFiles } from "../../../core/evaluation/checkpoint/serveCommand.js";
import { isOver } from "../../../core/launch/jobState.js";
import { parseRunState, type RunState } from "../../../core/launch/runState.js";
import type { PlannedFile } from "../../../core/launch/runPlan.js";
import { shellWord } from "../../../core/launch/shellWord.js";
import { trainerTexts } from "../../launch/trainerTexts.js";
import type { HostConnection, RunOptions } from "../../remote/hostConnection.js";
import { hostResult, type HostResult } from "../../remote/hostResult.js";
import { launchRun, type LaunchedRun } from "../../remote/launchRun.js";
import { pollRuns } from "../../remote/pollRuns.js";
import { stopRun } from "../../remote/stopRun.js";
import { writeRunFiles } from "../../remote/writeRunFiles.js";

/** How a server stands. */
export interface ServerLook {
  readonly state: RunState;
  /** `merging`, `loading`; empty: it has only begun. */
  readonly phase: string;
  /** Null: it has not said one yet. */
  readonly port: number | null;
}

/** Seconds that a server has to end by itself. */
const graceSeconds = 10;
const logBytes = 8192;

/**
 * Folders of servers that came to an end with nobody there, as when the host started again: an hour without a sign. One
 * that runs has a lease, which changes its folder.
 */
const sweep = (servers: string): string => `
for d in ${shellWord(servers)}/*/; do
  [ -d "$d" ] && [ -n "$(find "$d" -maxdepth 0 -mmin +60 2>/dev/null)" ] || continue
  case $(cd "$d" && loupe_state) in running* | starting*) ;; *) rm -rf "$d" ;; esac
done
exit 0`;

function filesOf(command: string, env: string, texts: Readonly<Record<string, string>>): readonly PlannedFile[] {
  const file = (path: string, text: string): PlannedFile => ({ path, text, isExecutable: path.endsWith(".sh") });
  return [
    file("command.sh", command),
    file("env.sh", env),
    file("end.sh", endScript),
    file("lib.sh", texts["lib.sh"] ?? ""),
    file("wrapper.sh", texts["wrapper.sh"] ?? ""),
    file(serveFiles.lease, ""),
  ];
}

/**
 * The folder of a server on a host, beside the folders of runs and no run itself: it is there only as long as the server.
 */
export class ServerFolder {
  readonly #host: HostConnection;
  readonly #servers: string;
  readonly #id: string;

  /** `root`: of the runs of the host, absolute. */
  constructor(host: HostConnection, root: string, id: string) {
    this.#host = host;
    this.#servers = `${root.replace(/\/+$/, "")}/.serve`;
    this.#id = id;
  }

  get path(): string {
    return `${this.#servers}/${this.#id}`;
  }

  async start(
    command: string,
    env: string,
    secrets: Readonly<Record<string, string>>,
    trainerFolder: string,
    options: RunOptions,
  ): Promise<HostResult<LaunchedRun>> {
    await this.#host.run(sweep(this.#servers), options);
    const files = filesOf(command, env, await trainerTexts(trainerFolder));
    const written = await writeRunFiles(this.#host, this.path, files, options);
    return written.kind === "reached" ? launchRun(this.#host, this.path, secrets, options) : written;
  }

  /** Looks at it and says that its client is there. */
  async look(options: RunOptions = {}): Promise<HostResult<ServerLook>> {
    const script = [
      `cd ${shellWord(this.path)} || exit 3`,
      `: >${serveFiles.lease}`,
      "loupe_state",
      `for f in ${serveFiles.phase} ${serveFiles.port}; do read -r w 2>/dev/null <$f || w=-; echo "$w"; done`,
    ];
    return hostResult(await this.#host.run(script.join("\n"), options), readLook);
  }

  /** The end of its log. */
  async logEnd(bytes: number): Promise<string> {
    const offset = Math.max(0, bytes - logBytes);
    const polled = await pollRuns(this.#host, [{ folder: this.path, offset, maxBytes: logBytes }]);
    return polled.kind === "reached" ? (polled.value[0]?.bytes.toString("utf8") ?? "") : "";
  }

  /** Ends every process of it and removes the folder. False: the host did not say that nothing is left. */
  async remove(): Promise<boolean> {
    const stopped = await stopRun(this.#host, this.path, graceSeconds);
    if (stopped.kind === "unreachable") return false;
    if (stopped.kind === "reached" && !isOver(stopped.value.state)) return false;
    if (stopped.kind === "failed" && stopped.reason === "elsewhere") return false;
    const answer = await this.#host.run(clear(this.#servers, this.path, this.#id));
    return answer.kind === "answered" && answer.code === 0;
  }
}

/** The watch outlives its server; without /proc it sees by itself that its folder is gone. */
const clear = (servers: string, folder: string, id: string): string => `
cd / && rm -rf ${shellWord(folder)} || exit 1
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

function readLook(out: Buffer): ServerLook | null {
  const [line = "", phase = "", port = ""] = out.toString("utf8").split("\n");
  const state = parseRunState(line);
  if (state === null) return null;
  const isPort = /^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65_536;
  return { state, phase: phase === "-" ? "" : phase, port: isPort ? Number(port) : null };
}
