import { isOver } from "../../../core/launch/jobState.js";
import type { HostResult } from "../../remote/hostResult.js";
import { serverAnswers, type ServerAddress } from "./serverAnswers.js";
import type { ServeFailure } from "./serveFailure.js";
import type { ServerJob, ServerLook } from "./serverJob.js";
import type { SteadyRelay } from "./steadyRelay.js";

/** What is asked of each server of a group. */
export interface ServerTerms {
  readonly relay: SteadyRelay;
  readonly served: string;
  readonly key: string;
  /** Given up when it does not answer for so long since its job began. */
  readonly waitMs: number;
  /** So long it may be up without being reached. */
  readonly reachMs: number;
  /** Between two looks while it starts, and while it serves. */
  readonly pollMs: number;
  readonly beatMs: number;
  readonly signal: AbortSignal;
}

/** How it stands: `ready` has an address, `over` a failure. */
export type ServerStand =
  | { readonly kind: "starting"; readonly phase: string; readonly reason: string | null }
  | { readonly kind: "ready"; readonly at: ServerAddress }
  | { readonly kind: "over"; readonly failure: ServeFailure };

/** A server from its start to its end. */
export class StartedServer {
  readonly job: ServerJob;
  stand: ServerStand = { kind: "starting", phase: "", reason: null };
  readonly #terms: ServerTerms;
  #nextLook = 0;
  #isDoubted = false;
  /** When its job began, or the last look at which it still waited. */
  #began = performance.now();
  /** Since when it is up without an answer to us. */
  #upSince: number | null = null;
  #last: ServerLook | null = null;
  #lost: ServeFailure | null = null;

  constructor(job: ServerJob, terms: ServerTerms) {
    this.job = job;
    this.#terms = terms;
  }

  isDoubted(): boolean {
    return this.#isDoubted;
  }

  /** A request failed there: it is looked at as soon as may be. */
  doubt(): void {
    this.#isDoubted = true;
    this.#nextLook = 0;
  }

  /** Looks at it where it is time. */
  async tend(): Promise<void> {
    const now = performance.now();
    const { beatMs, pollMs, signal } = this.#terms;
    if (this.stand.kind === "over" || now < this.#nextLook) return;
    const looked = await this.job.look({ signal });
    if (signal.aborted) return;
    if (this.stand.kind === "ready") await this.#beat(looked);
    else await this.#wait(looked);
    if (!this.#isDoubted) this.#nextLook = performance.now() + (this.stand.kind === "ready" ? beatMs : pollMs);
  }

  /** A host that is not reached for a moment is asked again. */
  async #beat(looked: HostResult<ServerLook>): Promise<void> {
    if (looked.kind !== "reached") return;
    if (isOver(looked.value.state)) await this.#end(looked.value);
    else this.#isDoubted = false;
  }

  async #wait(looked: HostResult<ServerLook>): Promise<void> {
    if (looked.kind === "failed") {
      this.#fail({ kind: "refused", detail: looked.detail });
      return;
    }
    this.#lost = looked.kind === "unreachable" ? looked : null;
    if (looked.kind === "reached") await this.#see(looked.value);
    if (this.stand.kind === "starting") await this.#checkTime();
  }

  async #see(look: ServerLook): Promise<void> {
    this.#last = look;
    const { phase, reason, port, addresses } = look;
    if (isOver(look.state)) return this.#end(look);
    if (phase === "queued") this.#began = performance.now();
    this.stand = { kind: "starting", phase, reason };
    const { relay, served, key, signal } = this.#terms;
    for (const address of port === null ? [] : addresses) {
      const at = { address, port: port ?? 0 };
      if (!(await serverAnswers(relay, at, served, key, signal))) continue;
      this.stand = { kind: "ready", at };
      return;
    }
    if (phase === "serving") this.#upSince ??= performance.now();
  }

  async #checkTime(): Promise<void> {
    const now = performance.now();
    const { waitMs, reachMs } = this.#terms;
    const { port = null, addresses = [], phase = "", logBytes = 0 } = this.#last ?? {};
    if (this.#upSince !== null && this.#lost === null && now - this.#upSince > reachMs)
      this.#fail({ kind: "cut-off", addresses, port: port ?? 0 });
    else if (now - this.#began >= waitMs)
      this.#fail(this.#lost ?? { kind: "silent", phase, log: await this.job.logEnd(logBytes) });
  }

  async #end({ exitCode, phase, logBytes }: ServerLook): Promise<void> {
    this.#fail({ kind: "ended", phase, exitCode, log: await this.job.logEnd(logBytes) });
  }

  #fail(failure: ServeFailure): void {
    this.stand = { kind: "over", failure };
  }
}
