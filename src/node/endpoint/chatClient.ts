import { setMaxListeners } from "node:events";
import { canonicalJson } from "../../core/benchmark/canonicalJson.js";
import { sha256 } from "../../core/benchmark/sha256.js";
import type { Clock } from "../jobs/clock.js";
import type { AnswerLog } from "./answerLog.js";
import { type AttemptLimits, defaultAttemptLimits } from "./attemptWatch.js";
import { loggedBody, wireBody } from "./chatBody.js";
import type { ChatFailure } from "./chatFailure.js";
import type { ChatRequest } from "./chatRequest.js";
import type { ChatOutcome, ChatResult, RequestRecord } from "./chatResult.js";
import type { Concurrency } from "./concurrency.js";
import { endpointUrl } from "./endpointUrl.js";
import { hideSecrets } from "./hideSecrets.js";
import { costOf, type PriceTable } from "./priceTable.js";
import type { RetryBudget } from "./retryBudget.js";
import { longestAsked, retryDelay } from "./retryDelay.js";
import { shownUrl } from "./shownUrl.js";
import { type Attempt, sendOnce } from "./sendOnce.js";
import { waitFor } from "./waitFor.js";

/** A wait that somebody may want to see counted down. */
export interface Waiting {
  readonly ms: number;
  readonly failure: ChatFailure;
}

export interface ChatClientOptions {
  /** As the user wrote it (`endpointUrl`). */
  readonly endpoint: string;
  /** What stands for the endpoint in keys, where its address is another at each start, as a tunnel's is. */
  readonly identity?: string;
  /** Where the same model was asked before, without a query: an answer that the log has from there holds here. */
  readonly before?: readonly string[];
  /** Asked for before each request: from the environment or from SecretStorage, kept nowhere. Null: none is sent. */
  readonly key: () => Promise<string | null>;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly budget: RetryBudget;
  readonly concurrency: Concurrency;
  readonly log: AnswerLog | null;
  readonly prices: PriceTable | null;
  readonly isStreamed: boolean;
  readonly limits?: AttemptLimits;
  readonly onWait?: (waiting: Waiting) => void;
}

export interface AskOptions {
  readonly signal: AbortSignal;
  /** Ask although the answer is known. */
  readonly isFresh?: boolean;
  /** Which of several answers to the same request, from 0: each is kept by itself. */
  readonly attempt?: number;
  /** Text as it is streamed; begins anew with each request. Must not throw. */
  readonly onText?: (text: string) => void;
  /** Each request that failed, before the next one is sent: who wants no more of them can say so in time. */
  readonly onFailure?: (failure: ChatFailure) => void;
}

/** A key can be in a query, which no log has: an earlier address is taken to have had that of now. */
function earlierUrls(before: readonly string[], url: string): readonly string[] {
  const search = URL.canParse(url) ? new URL(url).search : "";
  return [...new Set(before.flatMap(one => [one, `${one}${search}`]))].filter(one => one !== url);
}

const bare: Omit<ChatFailure, "code"> = { status: null, message: "", serverCode: null, retryAfterMs: null };
const noUrl: ChatOutcome = { kind: "failed", failure: { ...bare, code: "bad-url" }, isOutOfRetries: false };

const isThrottled = (outcome: Attempt["outcome"] | null): outcome is Extract<Attempt["outcome"], { kind: "failed" }> =>
  outcome?.kind === "failed" && outcome.failure.code === "rate-limited";

/** An answer in one piece comes after a long silence. */
const limitsOf = ({ isStreamed, limits = defaultAttemptLimits }: ChatClientOptions): AttemptLimits =>
  isStreamed ? limits : { ...limits, idleMs: limits.totalMs };

function recordOf({ outcome, status, firstTokenMs, totalMs }: Attempt, at: number, waitedMs: number): RequestRecord {
  const failure = outcome.kind === "failed" ? outcome.failure : null;
  return {
    at: new Date(at).toISOString(),
    outcome: outcome.kind,
    status,
    code: failure?.code ?? null,
    serverCode: failure?.serverCode ?? null,
    message: failure?.message ?? "",
    ...{ waitedMs, retryAfterMs: failure?.retryAfterMs ?? null, firstTokenMs, totalMs },
  };
}

/** A question on its way. */
interface Sending {
  readonly request: ChatRequest;
  readonly url: string;
  readonly options: AskOptions;
  /** Grows with each request that is sent. */
  readonly requests: RequestRecord[];
  /** Writes down how it ended. */
  readonly write: (outcome: ChatOutcome) => Promise<void>;
}

/**
 * Asks a chat endpoint that speaks as OpenAI's does, and tells how it ended as a value. Sends again what may pass, counts
 * every request, and asks for nothing that the log has. Throws only when the log cannot be written.
 */
export class ChatClient {
  readonly #options: ChatClientOptions;

  constructor(options: ChatClientOptions) {
    this.#options = options;
  }

  async ask(request: ChatRequest, options: AskOptions): Promise<ChatResult> {
    const { endpoint, identity } = this.#options;
    const target = endpointUrl(endpoint);
    const body = loggedBody(request);
    const url = identity ?? (target.kind === "url" ? target.url : endpoint);
    // The first answer has no number: keys of logs that were written before there were several still hold.
    const several = options.attempt === undefined || options.attempt === 0 ? {} : { attempt: options.attempt };
    const keyAt = (at: string): string => sha256(canonicalJson({ url: at, body, ...several }));
    const key = keyAt(url);
    if (target.kind !== "url") return { ...noUrl, key, requests: [] };
    const known = options.isFresh === true ? null : await this.#known(key, url, keyAt);
    if (known !== null) return { kind: "answer", ...known, isKept: true, requests: [] };
    const requests: RequestRecord[] = [];
    const write = async (outcome: ChatOutcome): Promise<void> => {
      if (requests.length === 0) return;
      await this.#write({ ...outcome, key, requests }, shownUrl(target.url), request.model, body);
    };
    // All requests of a run listen to its one signal, and Node takes more than ten for a leak.
    setMaxListeners(0, options.signal);
    const outcome = await this.#tryAll({ request, url: target.url, options, requests, write });
    if (outcome.kind !== "answer") await write(outcome);
    return { ...outcome, key, requests };
  }

  /** What the log has, of this address or of an earlier one, under the key that it has there. */
  async #known(key: string, url: string, keyAt: (url: string) => string) {
    const { log, before = [] } = this.#options;
    const answer = await log?.get(key);
    if (answer !== undefined) return { key, answer };
    for (const one of earlierUrls(before, url)) {
      const earlier = keyAt(one);
      const kept = await log?.get(earlier);
      if (kept !== undefined) return { key: earlier, answer: kept };
    }
    return null;
  }

  /** What an answer cost; null where no table or no count says. */
  costOf(result: ChatResult, model: string): number | null {
    const { prices } = this.#options;
    if (prices === null || result.kind !== "answer" || result.isKept) return null;
    return costOf(result.answer.usage, model, prices);
  }

  async #tryAll(sending: Sending): Promise<ChatOutcome> {
    const { clock, random, budget } = this.#options;
    let waitedMs = 0;
    for (let retries = 0; ; retries++) {
      const outcome = await this.#tryOnce(sending, waitedMs);
      if (outcome.kind === "cancelled") return outcome;
      if (outcome.kind === "answered") return { kind: "answer", answer: outcome.answer, isKept: false };
      const { failure } = outcome;
      const delay = retryDelay(failure, retries, random());
      if (delay === null) return { kind: "failed", failure, isOutOfRetries: false };
      const isAsked = isThrottled(outcome) && failure.retryAfterMs !== null;
      if (!(await (isAsked ? budget.takeAsked() : budget.take())))
        return { kind: "failed", failure, isOutOfRetries: true };
      this.#options.onWait?.({ ms: delay, failure });
      const start = clock.now();
      if (!(await waitFor(clock, delay, sending.options.signal))) return { kind: "cancelled" };
      waitedMs = clock.now() - start;
    }
  }

  /**
   * Waits for a place, sends once, and gives the place back with how it went: an answer is written before another request
   * takes its place, so that a run that is killed asks again for no more than it had places.
   */
  async #tryOnce(sending: Sending, waitedMs: number): Promise<Attempt["outcome"]> {
    const { options } = sending;
    const { budget, concurrency } = this.#options;
    const slot = await concurrency.enter(options.signal);
    if (slot === null) return { kind: "cancelled" };
    let outcome: Attempt["outcome"] | null = null;
    try {
      await budget.answered();
      outcome = await this.#send(sending, waitedMs);
      if (outcome.kind === "answered") budget.hasAnswered();
      if (outcome.kind === "answered") await sending.write({ kind: "answer", answer: outcome.answer, isKept: false });
      if (outcome.kind === "failed") options.onFailure?.(outcome.failure);
      // The server means everybody who asks with this key.
      const asked = isThrottled(outcome) ? outcome.failure.retryAfterMs : null;
      if (asked !== null && asked <= longestAsked) concurrency.hold(asked);
      return outcome;
    } finally {
      slot.leave(outcome?.kind === "answered" ? "answered" : isThrottled(outcome) ? "throttled" : "other");
    }
  }

  async #send({ request, url, options, requests }: Sending, waitedMs: number): Promise<Attempt["outcome"]> {
    const { signal, onText = () => undefined } = options;
    const { clock, isStreamed } = this.#options;
    const limits = limitsOf(this.#options);
    const key = await this.#options.key();
    const headers = headersOf(key, isStreamed);
    if (headers === null) return { kind: "failed", failure: { ...bare, code: "bad-key" } };
    const at = clock.now();
    const body = wireBody(request, isStreamed);
    const sent = await sendOnce({ url, headers, body, limits, clock, signal, onText });
    const attempt = hideSecrets(sent, url, key);
    requests.push(recordOf(attempt, at, waitedMs));
    return attempt.outcome;
  }

  async #write(result: ChatResult, url: string, model: string, request: Readonly<Record<string, unknown>>) {
    const { clock, log, prices } = this.#options;
    const amount = this.costOf(result, model);
    await log?.add({
      ...{ v: 1, kind: "exchange", key: result.key, at: new Date(clock.now()).toISOString(), url, request },
      requests: result.requests,
      answer: result.kind === "answer" ? result.answer : null,
      failure: result.kind === "answer" ? null : result.kind === "failed" ? result.failure.code : "cancelled",
      cost: amount === null || prices === null ? null : { amount, currency: prices.currency },
    });
  }
}

/** Null: the key has characters that no header can carry, as one that was pasted with its line end. */
function headersOf(key: string | null, isStreamed: boolean): Readonly<Record<string, string>> | null {
  if (key !== null && !/^[\x21-\x7e]+$/.test(key)) return null;
  return {
    "content-type": "application/json",
    accept: isStreamed ? "text/event-stream, application/json" : "application/json",
    ...(key === null ? {} : { authorization: `Bearer ${key}` }),
  };
}
