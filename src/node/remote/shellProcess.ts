import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { homedir } from "node:os";
import { localHost } from "../../core/launch/hostName.js";
import type { HostFailure } from "../../protocol/jobs/jobView.js";
import type { HostOptions } from "./hostOptions.js";
import { sshArguments, type Forward } from "./sshArguments.js";
import { sshFailure } from "./sshFailure.js";

const patienceMilliseconds = 1000;
const keptOfStderr = 8192;

/** How a process ended: its code, or why it could not be started. */
export type ProcessEnd =
  | { readonly kind: "ended"; readonly code: number | null }
  | { readonly kind: "not-started"; readonly failure: HostFailure };

/** `sh -s` on a host or here, with its three pipes. */
export interface ShellProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** After the last byte of both outputs. Never rejects. */
  readonly end: Promise<ProcessEnd>;
  kill(): void;
}

/**
 * Starts the shell of a host. In a process group of its own and without a terminal: neither Ctrl-C nor a question of a jump
 * host's ssh, which does not inherit BatchMode, may reach the user's terminal.
 */
export function startShell(host: string, options: HostOptions, forward: Forward | null = null): ShellProcess {
  const isLocal = host === localHost;
  const child = isLocal
    ? spawn("sh", ["-s"], { cwd: homedir(), env: plainEnvironment(), detached: true, windowsHide: true })
    : spawn(options.sshPath ?? "ssh", sshArguments(host, options, forward), {
        env: { ...process.env, SSH_ASKPASS_REQUIRE: "never" },
        detached: process.platform !== "win32",
        windowsHide: true,
      });
  // A pipe whose reader has gone says so by the end of the process.
  child.stdin.on("error", () => undefined);
  return { child, end: endOf(child, isLocal), kill: () => killGroup(child) };
}

/** What the editor sets for itself is nothing for a training: ELECTRON_RUN_AS_NODE and its like. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(?:ELECTRON_|VSCODE_|LOUPE_)/.test(name));
  return Object.fromEntries(own);
}

function endOf(child: ChildProcessWithoutNullStreams, isLocal: boolean): Promise<ProcessEnd> {
  return new Promise(resolve => {
    child.once("error", error => {
      if (child.pid !== undefined) return;
      const kind = isLocal ? "no-shell" : "no-ssh";
      resolve({ kind: "not-started", failure: { kind, detail: error.message } });
    });
    child.once("close", code => resolve({ kind: "ended", code }));
    // A master that ssh leaves behind for ControlPersist may hold our pipes for as long as it lives.
    child.once("exit", code => {
      const timer = setTimeout(() => resolve({ kind: "ended", code }), patienceMilliseconds);
      child.once("close", () => clearTimeout(timer));
    });
  });
}

function killGroup(child: ChildProcessWithoutNullStreams): void {
  child.stdin.destroy();
  signalGroup(child, "SIGTERM");
  const last = setTimeout(() => signalGroup(child, "SIGKILL"), patienceMilliseconds);
  last.unref();
  child.once("close", () => clearTimeout(last));
}

function signalGroup(child: ChildProcessWithoutNullStreams, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** The last of what a process wrote on its standard error beside the answers: what ssh itself has to say. */
export class Said {
  #text = "";

  add(bytes: Buffer): void {
    this.#text = (this.#text + bytes.toString("utf8")).slice(-keptOfStderr);
  }

  get text(): string {
    return this.#text;
  }
}

/** Why a shell ended before it answered. `hasAnswered`: whether it ever did, so that a silent end is a drop. */
export function failureOf(end: ProcessEnd, said: string, hasAnswered: boolean): HostFailure {
  if (end.kind === "not-started") return end.failure;
  // ssh's own failures are 255; any other code is that of the login shell.
  if (end.code !== null && end.code !== 255 && !hasAnswered)
    return { ...sshFailure(said, "no-shell"), kind: "no-shell" };
  return sshFailure(said, hasAnswered ? "dropped" : "other");
}
