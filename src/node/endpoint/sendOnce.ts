import { AttemptWatch, type AttemptLimits, type EndedBy } from "./attemptWatch.js";
import type { Clock } from "../jobs/clock.js";
import type { ChatAnswer } from "./chatAnswer.js";
import type { ChatFailure } from "./chatFailure.js";
import { failureOf } from "./failureOf.js";
import { readErrorBody } from "./readErrorBody.js";
import { readReply } from "./readReply.js";
import { retryAfter } from "./retryAfter.js";

export interface Attempt {
  readonly outcome:
    | { readonly kind: "answered"; readonly answer: ChatAnswer }
    | { readonly kind: "failed"; readonly failure: ChatFailure }
    | { readonly kind: "cancelled" };
  readonly status: number | null;
  /** Milliseconds from sending to the first text; null where none came, or where the server does not stream. */
  readonly firstTokenMs: number | null;
  readonly totalMs: number;
}

/** One POST. */
export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly limits: AttemptLimits;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onText: (text: string) => void;
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${causeOf(error.cause)}` : "";
  return `${error.message}${cause}`;
}

const noReply = (code: ChatFailure["code"], status: number | null, message: string): ChatFailure => ({
  ...{ code, status, message, serverCode: null, retryAfterMs: null },
});

function endOf(endedBy: EndedBy | null, status: number | null, error: unknown): Attempt["outcome"] {
  switch (endedBy) {
    case "caller":
      return { kind: "cancelled" };
    case "idle":
      return { kind: "failed", failure: noReply("idle-timeout", status, "") };
    case "total":
      return { kind: "failed", failure: noReply("total-timeout", status, "") };
    case null:
      // Once a status is there it is the reply that was cut.
      return { kind: "failed", failure: noReply(status === null ? "network" : "cut", status, causeOf(error)) };
    default: {
      const never: never = endedBy;
      return never;
    }
  }
}

/** An error's body is told in a sentence: its first bytes are enough. What was read before it broke off counts. */
async function errorText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const piece of body ?? []) {
      text += decoder.decode(piece as Uint8Array, { stream: true });
      if (text.length > 65_536) break;
    }
  } catch {
    // The status stands, and it says more than how its explanation ended.
  }
  return text;
}

async function outcomeOf(
  response: Response,
  watch: AttemptWatch,
  { clock, onText }: Posting,
): Promise<Attempt["outcome"]> {
  if (!response.ok) {
    const wait = retryAfter(response.headers, clock.now());
    const body = readErrorBody(await errorText(response));
    if (watch.endedBy === "caller") return { kind: "cancelled" };
    return { kind: "failed", failure: failureOf(response.status, body, wait) };
  }
  const read = await readReply(response, { onBytes: () => watch.touch(), onText });
  if ("state" in read) return { kind: "answered", answer: read };
  const wait = read.retryAfterMs ?? retryAfter(response.headers, clock.now());
  return { kind: "failed", failure: { ...read, retryAfterMs: wait } };
}

/**
 * Sends a request once. Goes the way that the runtime's fetch goes: Node's takes no proxy unless it is told to
 * (`NODE_USE_ENV_PROXY`, Node 24), an editor may put its own in front. Redirections are not followed, since the pictures
 * and the key are for the address that was given. fetch itself gives up after 5 minutes without the reply's headers.
 */
export async function sendOnce(posting: Posting): Promise<Attempt> {
  const { url, headers, body, limits, clock, signal, onText } = posting;
  const watch = new AttemptWatch(clock, limits, signal);
  const start = clock.now();
  let status: number | null = null;
  let firstTokenMs: number | null = null;
  const onFirst = (text: string): void => {
    firstTokenMs ??= clock.now() - start;
    onText(text);
  };
  const done = (outcome: Attempt["outcome"]): Attempt => ({
    ...{ outcome, status, firstTokenMs, totalMs: clock.now() - start },
  });
  try {
    const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal: watch.signal });
    status = response.status;
    watch.touch();
    return done(await outcomeOf(response, watch, { ...posting, onText: onFirst }));
  } catch (error) {
    return done(endOf(watch.endedBy, status, error));
  } finally {
    watch.dispose();
  }
}
