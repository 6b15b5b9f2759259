import type { PredictionRecord } from "../../core/evaluation/predictionRecord.js";
import type { TokenUsage } from "../endpoint/chatAnswer.js";
import type { ChatResult } from "../endpoint/chatResult.js";

const summed = (before: number | null, added: number | null): number | null =>
  added === null ? before : (before ?? 0) + added;

/** Adds up what the requests of one attempt took. */
export class AttemptTally {
  #usage: PredictionRecord["usage"] = null;
  #cost: number | null = null;
  #firstTokenMs: number | null = null;
  #totalMs = 0;
  #requests = 0;
  #provider: string | null = null;
  readonly #keys: string[] = [];
  readonly #models = new Set<string>();

  add(result: ChatResult, cost: number | null): void {
    this.#keys.push(result.key);
    this.#requests += result.requests.length;
    this.#cost = summed(this.#cost, cost);
    for (const { firstTokenMs, totalMs } of result.requests) {
      this.#firstTokenMs ??= firstTokenMs;
      this.#totalMs += totalMs;
    }
    if (result.kind !== "answer") return;
    const { usage, model, provider } = result.answer;
    if (model !== null) this.#models.add(model);
    this.#provider = provider ?? this.#provider;
    if (usage !== null) this.#addUsage(usage);
  }

  #addUsage({ prompt, completion, reasoning, cached }: TokenUsage): void {
    const before = this.#usage;
    this.#usage = {
      prompt: summed(before?.prompt ?? null, prompt),
      completion: summed(before?.completion ?? null, completion),
      reasoning: summed(before?.reasoning ?? null, reasoning),
      cached: summed(before?.cached ?? null, cached),
    };
  }

  /** In the fields of a prediction; `currency` of the price table. */
  fields(currency: string) {
    return {
      usage: this.#usage,
      cost: this.#cost === null ? null : { amount: this.#cost, currency },
      timing: { first_token_ms: this.#firstTokenMs, total_ms: this.#totalMs },
      requests: this.#requests,
      keys: this.#keys,
      models: [...this.#models],
      provider: this.#provider,
    };
  }
}
