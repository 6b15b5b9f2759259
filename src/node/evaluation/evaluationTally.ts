import { type PredictionState, predictionStates } from "../../core/evaluation/predictionRecord.js";
import { failureCodes, type FailureCode } from "../../protocol/endpoint/failureCodes.js";
import type { ChatFailure } from "../endpoint/chatFailure.js";
import type { ChatResult } from "../endpoint/chatResult.js";
import type { AnsweredAttempt } from "./askedAnswer.js";
import type { EvaluationSummary } from "./evaluationResult.js";

const isKnown = (code: string): code is FailureCode => failureCodes.some(known => known === code);

/** Counts what comes of a run while it goes on; its size does not grow with the run. */
export class EvaluationTally {
  readonly #states = new Map<PredictionState, number>(predictionStates.map(state => [state, 0]));
  readonly #failures: Partial<Record<FailureCode | "page", number>> = {};
  readonly #models = new Set<string>();
  #provider: string | null = null;
  #requests = 0;
  #retries = 0;
  #kept = 0;
  #zooms = 0;
  #cutByTokens = 0;
  #promptTokens = 0;
  #completionTokens = 0;
  #uncounted = 0;
  #cost: number | null = null;
  #lastFailure: ChatFailure | null = null;

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

  failed(failure: ChatFailure): void {
    this.#lastFailure = failure;
  }

  ended({ state, failure, turns, models, provider, finish_reason: finish }: AnsweredAttempt): void {
    this.#states.set(state, (this.#states.get(state) ?? 0) + 1);
    if (failure !== null) {
      const code = isKnown(failure.code) ? failure.code : "page";
      this.#failures[code] = (this.#failures[code] ?? 0) + 1;
    }
    if (state === "truncated" && finish === "length") this.#cutByTokens++;
    this.#zooms += turns.filter(({ tool }) => tool?.executed !== null && tool?.executed !== undefined).length;
    for (const model of models) this.#models.add(model);
    this.#provider = provider ?? this.#provider;
  }

  get answered(): number {
    return predictionStates.reduce((sum, state) => sum + (state === "failed" ? 0 : (this.#states.get(state) ?? 0)), 0);
  }

  get failures(): number {
    return this.#states.get("failed") ?? 0;
  }

  get models(): readonly string[] {
    return [...this.#models];
  }

  get provider(): string | null {
    return this.#provider;
  }

  get cutByTokens(): number {
    return this.#cutByTokens;
  }

  summary(): EvaluationSummary {
    const count = (state: PredictionState): number => this.#states.get(state) ?? 0;
    return {
      states: {
        ...{ ok: count("ok"), truncated: count("truncated"), refused: count("refused"), empty: count("empty") },
        ...{ failed: count("failed"), cancelled: count("cancelled") },
      },
      failures: { ...this.#failures },
      ...{ requests: this.#requests, retries: this.#retries, kept: this.#kept, zooms: this.#zooms },
      ...{ promptTokens: this.#promptTokens, completionTokens: this.#completionTokens, uncounted: this.#uncounted },
      ...{ cost: this.#cost, lastFailure: this.#lastFailure },
    };
  }
}
