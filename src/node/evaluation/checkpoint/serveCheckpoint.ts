import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { PlannedFile } from "../../../core/launch/runPlan.js";
import type { Scheduler } from "../../engines/scheduler.js";
import type { HostConnection } from "../../remote/hostConnection.js";
import { ServerJob } from "./serverJob.js";
import { type PoolMember, ServerPool } from "./serverPool.js";
import type { ServeFailure } from "./serveFailure.js";
import { StartedServer, type ServerTerms } from "./startedServer.js";
import { SteadyRelay } from "./steadyRelay.js";

/** A server that is to be started. */
export interface WantedServer {
  /** `[a-z0-9-]`, of the server's folder; its processes bear it. */
  readonly id: string;
  /** Its files, where the first server's folder (absolute, on the host) may have merged weights for it; null: it is that one. */
  readonly files: (first: string | null) => readonly PlannedFile[];
}

/** What is told of servers while they start. */
export interface ServePhase {
  /** Those that answer, and all. */
  readonly ready: number;
  readonly of: number;
  /** Why a job waits, as its scheduler says it. */
  readonly reason: string | null;
}

export interface ServeOptions {
  readonly connection: HostConnection;
  /** Of the host's runs, absolute. */
  readonly runRoot: string;
  /** Null: they run on the host itself. */
  readonly scheduler: Scheduler | null;
  /** At least one. */
  readonly servers: readonly [WantedServer, ...WantedServer[]];
  /** The others begin when the first has merged. */
  readonly mergesFirst: boolean;
  /** Of the environment; the servers' own key comes besides. */
  readonly secrets: Readonly<Record<string, string>>;
  /** As the servers name their model. */
  readonly served: string;
  /** A server is given up that does not answer for so long, merging and loading included, its time in a queue not. */
  readonly waitMs: number;
  /** So long a server may be up without being reached. */
  readonly reachMs: number;
  /** How often the host is told that the client is there: several times within the lease. */
  readonly beatMs: number;
  readonly signal: AbortSignal;
  /** `queued`, `starting`, `merging`, `loading`, `serving`, `ready`, `stopping`; milliseconds since the start. */
  readonly onPhase: (phase: string, ms: number, about: ServePhase) => void;
  /** A server that ended or never came, while others go on. */
  readonly onLoss?: (failure: ServeFailure) => void;
}

/** Servers that answer. */
export interface ServedCheckpoint {
  /** On this machine. */
  readonly endpoint: string;
  readonly key: string;
}

/** What became of the servers besides. */
export interface ServerEnd {
  /** Why the last one was gone while it was asked; null: one was there to the end. */
  readonly died: ServeFailure | null;
  /** Whether the host said that nothing of them is left; else it could not say so, and their lease will end them. */
  readonly isRemoved: boolean;
}

export type ServedWell<T> = { readonly kind: "done"; readonly value: T } & ServerEnd;

export type ServeResult<T> = ServedWell<T> | (ServeFailure & Pick<ServerEnd, "isRemoved">);

const pollMs = 500;
const tickMs = 250;

/** The phases of a server that is not ready, in their order. */
const phases = ["queued", "starting", "merging", "loading", "serving"];

/** Servers of one checkpoint, from the start of the first to the end of all. */
class Group {
  readonly #options: ServeOptions;
  readonly #terms: ServerTerms;
  readonly #pool: ServerPool;
  readonly #started: StartedServer[] = [];
  /** Those that have been ready. */
  readonly #members = new Map<StartedServer, PoolMember>();
  readonly #over = new Set<StartedServer>();
  readonly #stop = new AbortController();
  /** Aborted when no server is left. */
  readonly #death = new AbortController();
  readonly #began = performance.now();
  #ready: (failure: ServeFailure | null) => void = () => undefined;
  /** Null: one answers; else why none ever will. */
  readonly first: Promise<ServeFailure | null>;
  died: ServeFailure | null = null;
  #loop: Promise<void> = Promise.resolve();

  constructor(options: ServeOptions, pool: ServerPool, relay: SteadyRelay, key: string) {
    this.#options = options;
    this.#pool = pool;
    const { served, waitMs, reachMs, beatMs, signal } = options;
    const either = AbortSignal.any([signal, this.#stop.signal]);
    this.#terms = { relay, served, key, waitMs, reachMs, beatMs, pollMs, signal: either };
    this.first = new Promise(resolve => (this.#ready = resolve));
  }

  get death(): AbortSignal {
    return this.#death.signal;
  }

  begin(): void {
    this.#loop = this.#tend().catch((error: unknown) => {
      // Nothing here throws for what a host does: it is a fault of ours, which ends the work.
      this.#lose({ kind: "refused", detail: error instanceof Error ? error.message : String(error) });
    });
  }

  async #tend(): Promise<void> {
    await this.#start(0);
    while (!this.#isStopped()) {
      if (this.#mayFollow()) for (let at = 1; at < this.#options.servers.length; at++) await this.#start(at);
      for (const server of this.#started) {
        await server.tend();
        this.#judge(server);
      }
      this.#pool.wake();
      if (!this.#isStopped()) this.#tell();
      await sleep(tickMs, null, { signal: this.#terms.signal }).catch(() => null);
    }
    this.#ready({ kind: "aborted" });
  }

  #isStopped(): boolean {
    return this.#terms.signal.aborted;
  }

  /** Whether it is time for those that take what the first one has merged. */
  #mayFollow(): boolean {
    const { servers, mergesFirst } = this.#options;
    const stand = this.#started[0]?.stand;
    if (stand === undefined || this.#started.length === servers.length || stand.kind === "over") return false;
    return !mergesFirst || stand.kind === "ready" || stand.phase === "loading" || stand.phase === "serving";
  }

  async #start(at: number): Promise<void> {
    const { connection, runRoot, scheduler, servers, secrets } = this.#options;
    const wanted = servers[at];
    const { signal, key } = this.#terms;
    if (wanted === undefined || this.#isStopped()) return;
    const job = new ServerJob(connection, runRoot, wanted.id, scheduler);
    const server = new StartedServer(job, this.#terms);
    this.#started.push(server);
    const files = wanted.files(at === 0 ? null : (this.#started[0]?.job.path ?? null));
    const started = await job.start(files, { ...secrets, VLLM_API_KEY: key }, { signal });
    if (started.kind === "reached" || this.#isStopped()) return;
    const failure: ServeFailure =
      started.kind === "unreachable" ? started : { kind: "refused", detail: started.detail };
    server.stand = { kind: "over", failure };
  }

  /** What is new of a server. */
  #judge(server: StartedServer): void {
    const { stand } = server;
    if (stand.kind === "ready" && !this.#members.has(server)) {
      const member = { at: stand.at, isDoubted: () => server.isDoubted(), doubt: () => server.doubt() };
      this.#members.set(server, member);
      this.#pool.add(member);
      this.#ready(null);
      this.#options.onPhase("ready", performance.now() - this.#began, this.about);
    }
    if (stand.kind !== "over" || this.#over.has(server)) return;
    this.#over.add(server);
    const member = this.#members.get(server);
    if (member !== undefined) this.#pool.remove(member);
    this.#lose(stand.failure);
  }

  /** Nobody waits for one that is still in a queue: that may take days. */
  #lose(failure: ServeFailure): void {
    const isAsked = this.#members.size > 0;
    const isHope = ({ stand }: StartedServer): boolean =>
      stand.kind === "ready" || (stand.kind === "starting" && (!isAsked || stand.phase !== "queued"));
    if (!this.#started.some(isHope)) {
      this.died = failure;
      this.#ready(failure);
      this.#death.abort();
      this.#pool.abandon();
    } else this.#options.onLoss?.(failure);
  }

  #tell(): void {
    const { servers, onPhase } = this.#options;
    const about = { ready: this.#pool.size, of: servers.length };
    const waiting = this.#started.flatMap(({ stand }) => (stand.kind === "starting" ? [stand] : []));
    if (this.#members.size > 0 || waiting.length === 0) return;
    const rank = (phase: string): number => phases.indexOf(phase === "" ? "starting" : phase);
    const most = waiting.reduce((best, one) => (rank(one.phase) > rank(best.phase) ? one : best));
    const phase = most.phase === "" ? "starting" : most.phase;
    onPhase(phase, performance.now() - this.#began, { ...about, reason: most.reason });
  }

  /** How many answer now. */
  get about(): ServePhase {
    return { ready: this.#pool.size, of: this.#options.servers.length, reason: null };
  }

  /** Ends and removes all of them. */
  async end(): Promise<boolean> {
    this.#stop.abort();
    await this.#loop;
    await this.#pool.close();
    this.#options.onPhase("stopping", 0, this.about);
    const removed = await Promise.all(this.#started.map(({ job }) => job.remove()));
    return removed.every(Boolean);
  }
}

async function worked<T>(
  group: Group,
  options: ServeOptions,
  served: ServedCheckpoint,
  work: (served: ServedCheckpoint, signal: AbortSignal) => Promise<T>,
): Promise<Omit<ServedWell<T>, "isRemoved"> | ServeFailure> {
  group.begin();
  const failure = await group.first;
  if (failure !== null) return failure;
  const value = await work(served, AbortSignal.any([options.signal, group.death]));
  return { kind: "done", value, died: group.died };
}

/**
 * Serves a checkpoint on its host, or by jobs of it, for as long as `work` goes on, which gets an address of this machine
 * behind which all servers stand, as soon as the first one answers. Whatever becomes of it, they are stopped and their
 * folders removed, merged weights included; a client that is killed is missed, and servers end when their lease does.
 * Rejects with what `work` rejects with.
 */
export async function serveCheckpoint<T>(
  options: ServeOptions,
  work: (served: ServedCheckpoint, signal: AbortSignal) => Promise<T>,
): Promise<ServeResult<T>> {
  const key = randomBytes(24).toString("hex");
  const relay = new SteadyRelay(options.connection);
  const pool = await ServerPool.open(relay);
  const group = new Group(options, pool, relay, key);
  try {
    const done = await worked(group, options, { endpoint: `http://127.0.0.1:${pool.port}/v1`, key }, work);
    return { ...done, isRemoved: await group.end() };
  } catch (error) {
    await group.end();
    throw error;
  }
}
