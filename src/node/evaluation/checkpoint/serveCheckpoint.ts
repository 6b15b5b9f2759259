import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isOver } from "../../../core/launch/jobState.js";
import type { HostFailure } from "../../../protocol/jobs/jobView.js";
import type { HostConnection } from "../../remote/hostConnection.js";
import type { HostResult } from "../../remote/hostResult.js";
import { serverAnswers } from "./serverAnswers.js";
import { ServerFolder, type ServerLook } from "./serverFolder.js";
import { steadyTunnel, type SteadyTunnel } from "./steadyTunnel.js";

export interface ServeOptions {
  readonly connection: HostConnection;
  /** Of the host's runs, absolute. */
  readonly runRoot: string;
  /** Absolute, here: the files that travel to hosts. */
  readonly trainerFolder: string;
  /** `[a-z0-9-]`, of the server's folder; its processes bear it. */
  readonly id: string;
  /** command.sh and env.sh. */
  readonly command: string;
  readonly env: string;
  /** Of the environment; the server's own key comes besides. */
  readonly secrets: Readonly<Record<string, string>>;
  /** As the server names its model. */
  readonly served: string;
  /** Given up when the server does not answer for so long, merging and loading included. */
  readonly waitMs: number;
  /** How often the host is told that the client is there: several times within the lease. */
  readonly beatMs: number;
  readonly signal: AbortSignal;
  /** `starting`, `merging`, `loading`, `ready`, `stopping`; milliseconds since the start. */
  readonly onPhase: (phase: string, ms: number) => void;
}

/** A server that answers. */
export interface ServedCheckpoint {
  /** On this machine. */
  readonly endpoint: string;
  readonly key: string;
}

/** Why there was no server. `log`: the end of what it said. */
export type ServeFailure =
  | { readonly kind: "unreachable"; readonly failure: HostFailure }
  | { readonly kind: "refused"; readonly detail: string }
  | { readonly kind: "ended"; readonly phase: string; readonly exitCode: number | null; readonly log: string }
  | { readonly kind: "silent"; readonly phase: string; readonly log: string }
  | { readonly kind: "aborted" };

/** What became of the server besides. */
export interface ServerEnd {
  /** It ended by itself while it was asked; null: it did not. */
  readonly died: { readonly exitCode: number | null; readonly log: string } | null;
  /** Nothing of it is left on the host; false: the host did not say so, and its lease will end it. */
  readonly isRemoved: boolean;
}

export type ServedWell<T> = { readonly kind: "done"; readonly value: T } & ServerEnd;

export type ServeResult<T> = ServedWell<T> | (ServeFailure & Pick<ServerEnd, "isRemoved">);

const pollMs = 500;

/** Thrown and caught here. */
class ServeEnd extends Error {
  readonly failure: ServeFailure;

  constructor(failure: ServeFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

function valueOf<T>(result: HostResult<T>, signal: AbortSignal): T {
  if (signal.aborted) throw new ServeEnd({ kind: "aborted" });
  if (result.kind === "reached") return result.value;
  throw new ServeEnd(result.kind === "unreachable" ? result : { kind: "refused", detail: result.detail });
}

async function endedAs(folder: ServerFolder, { state, phase }: ServerLook): Promise<ServeFailure> {
  return { kind: "ended", phase, exitCode: state.exitCode, log: await folder.logEnd(state.logBytes) };
}

/** Waits until the server answers through a tunnel. A host that is not reached for a moment is asked again. */
async function waited(folder: ServerFolder, options: ServeOptions, key: string): Promise<SteadyTunnel> {
  const { connection, signal, waitMs, served, onPhase } = options;
  const began = performance.now();
  let tunnel: SteadyTunnel | null = null;
  let last: ServerLook | null = null;
  let lost: ServeFailure | null = null;
  try {
    while (performance.now() - began < waitMs) {
      const looked = await folder.look({ signal });
      if (signal.aborted) throw new ServeEnd({ kind: "aborted" });
      if (looked.kind === "failed") throw new ServeEnd({ kind: "refused", detail: looked.detail });
      lost = looked.kind === "unreachable" ? looked : null;
      if (looked.kind === "reached") {
        last = looked.value;
        onPhase(last.phase === "" ? "starting" : last.phase, performance.now() - began);
        if (isOver(last.state.state)) throw new ServeEnd(await endedAs(folder, last));
        if (last.port !== null) tunnel ??= await steadyTunnel(connection, last.port);
        if (tunnel !== null && (await serverAnswers(tunnel.port, served, key, signal))) return tunnel;
      }
      await sleep(pollMs, null, { signal }).catch(() => null);
    }
    const log = await folder.logEnd(last?.state.logBytes ?? 0);
    throw new ServeEnd(lost ?? { kind: "silent", phase: last?.phase ?? "", log });
  } catch (error) {
    await tunnel?.close();
    throw error;
  }
}

/** Tells the host again and again that somebody is there, and sees when the server ends by itself. */
class Beat {
  died: ServerEnd["died"] = null;
  readonly #folder: ServerFolder;
  readonly #stop = new AbortController();
  readonly #loop: Promise<void>;

  constructor(folder: ServerFolder, everyMs: number, onDeath: () => void) {
    this.#folder = folder;
    this.#loop = this.#run(everyMs, onDeath);
  }

  async #run(everyMs: number, onDeath: () => void): Promise<void> {
    const { signal } = this.#stop;
    for (;;) {
      await sleep(everyMs, null, { signal }).catch(() => null);
      if (signal.aborted) return;
      const looked = await this.#folder.look({ signal });
      if (looked.kind !== "reached" || !isOver(looked.value.state.state)) continue;
      const { exitCode, logBytes } = looked.value.state;
      this.died = { exitCode, log: await this.#folder.logEnd(logBytes) };
      onDeath();
      return;
    }
  }

  async end(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }
}

async function worked<T>(
  folder: ServerFolder,
  options: ServeOptions,
  work: (served: ServedCheckpoint, signal: AbortSignal) => Promise<T>,
): Promise<Omit<ServedWell<T>, "isRemoved">> {
  const { signal, onPhase, command, env, secrets, trainerFolder } = options;
  const key = randomBytes(24).toString("hex");
  const all = { ...secrets, VLLM_API_KEY: key };
  valueOf(await folder.start(command, env, all, trainerFolder, { signal }), signal);
  const tunnel = await waited(folder, options, key);
  const death = new AbortController();
  const beat = new Beat(folder, options.beatMs, () => death.abort());
  try {
    onPhase("ready", 0);
    const endpoint = `http://127.0.0.1:${tunnel.port}/v1`;
    const value = await work({ endpoint, key }, AbortSignal.any([signal, death.signal]));
    await beat.end();
    return { kind: "done", value, died: beat.died };
  } finally {
    await beat.end();
    await tunnel.close();
  }
}

/**
 * Serves a checkpoint on its host for as long as `work` goes on, which gets an address of this machine. Whatever becomes of
 * it, the server is stopped and its folder removed, merged weights included; a client that is killed is missed, and the
 * server ends when its lease does. Rejects with what `work` rejects with.
 */
export async function serveCheckpoint<T>(
  options: ServeOptions,
  work: (served: ServedCheckpoint, signal: AbortSignal) => Promise<T>,
): Promise<ServeResult<T>> {
  const folder = new ServerFolder(options.connection, options.runRoot, options.id);
  const remove = (): Promise<boolean> => {
    options.onPhase("stopping", 0);
    return folder.remove();
  };
  try {
    const done = await worked(folder, options, work).catch((error: unknown) => {
      if (error instanceof ServeEnd) return error.failure;
      throw error;
    });
    return { ...done, isRemoved: await remove() };
  } catch (error) {
    await remove();
    throw error;
  }
}
