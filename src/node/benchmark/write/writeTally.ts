import { writtenKinds, type WrittenKind } from "../../../core/benchmark/written/writtenKinds.js";
import type { ReplyDamage } from "../../../core/benchmark/written/replyJson.js";
import type { FailureCode } from "../../../protocol/endpoint/failureCodes.js";
import type { ChatFailure } from "../../endpoint/chatFailure.js";
import type { ChatResult } from "../../endpoint/chatResult.js";
import type { AskedWriting } from "./askWriting.js";

/** How many of a kind ended how. */
export interface WrittenCount {
  readonly written: number;
  readonly refused: number;
  readonly damaged: number;
  readonly failed: number;
}

/** What a run came to. */
export interface WriteSummary {
  readonly counts: Readonly<Record<WrittenKind, WrittenCount>>;
  readonly damage: Readonly<Partial<Record<ReplyDamage | "truncated", number>>>;
  readonly failures: Readonly<Partial<Record<FailureCode, number>>>;
  /** Sent, retries with them; and answers that the log had. */
  readonly requests: number;
  readonly retries: number;
  readonly kept: number;
  /** Tokens of the answers that came now, as far as the server counted. */
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Answers whose tokens nobody counted. */
  readonly uncounted: number;
  /** In the currency of the price table; null without a price for the model. */
  readonly cost: number | null;
  /** The last failure, to be told in words. */
  readonly lastFailure: ChatFailure | null;
}

const noCount: WrittenCount = { written: 0, refused: 0, damaged: 0, failed: 0 };

const oneMore = <Key extends string>(counts: Partial<Record<Key, number>>, key: Key): void => {
  counts[key] = (counts[key] ?? 0) + 1;
};

/** Counts what comes of a run while it goes on. */
export class WriteTally {
  readonly #counts = Object.fromEntries(writtenKinds.map(kind => [kind, noCount])) as Record<WrittenKind, WrittenCount>;
  readonly #damage: Partial<Record<ReplyDamage | "truncated", number>> = {};
  readonly #failures: Partial<Record<FailureCode, number>> = {};
  #requests = 0;
  #retries = 0;
  #kept = 0;
  #promptTokens = 0;
  #completionTokens = 0;
  #uncounted = 0;
  #cost: number | null = null;
  #lastFailure: ChatFailure | null = null;

  /** What an endpoint answered, with what that cost. */
  result(result: ChatResult, cost: number | null): void {
    this.#requests += result.requests.length;
    this.#retries += Math.max(0, result.requests.length - 1);
    if (cost !== null) this.#cost = (this.#cost ?? 0) + cost;
    if (result.kind !== "answer") return;
    if (result.isKept) {
      this.#kept++;
      return;
    }
    const { prompt = null, completion = null } = result.answer.usage ?? {};
    this.#promptTokens += prompt ?? 0;
    this.#completionTokens += completion ?? 0;
    if (prompt === null || completion === null) this.#uncounted++;
  }

  /** What came of one thing that was to be written. */
  outcome(what: WrittenKind, outcome: AskedWriting): void {
    if (outcome.kind === "cancelled") return;
    const before = this.#counts[what];
    this.#counts[what] = { ...before, [outcome.kind]: before[outcome.kind] + 1 };
    if (outcome.kind === "damaged") oneMore(this.#damage, outcome.code);
    if (outcome.kind !== "failed") return;
    oneMore(this.#failures, outcome.failure.code);
    this.#lastFailure = outcome.failure;
  }

  summary(): WriteSummary {
    return {
      ...{ counts: { ...this.#counts }, damage: { ...this.#damage }, failures: { ...this.#failures } },
      ...{ requests: this.#requests, retries: this.#retries, kept: this.#kept },
      ...{ promptTokens: this.#promptTokens, completionTokens: this.#completionTokens },
      ...{ uncounted: this.#uncounted, cost: this.#cost, lastFailure: this.#lastFailure },
    };
  }
}
