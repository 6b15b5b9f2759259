import { BoxLint } from "../../core/evaluation/boxLint.js";
import { parseReply } from "../../core/evaluation/parseReply.js";
import type { PredictionRecord } from "../../core/evaluation/predictionRecord.js";
import { rolloutLine, type RolloutLineOptions } from "../../core/evaluation/rolloutLine.js";
import { sha256 } from "../../core/benchmark/sha256.js";
import { isPassing } from "../endpoint/chatFailure.js";
import { askQuestion } from "./askQuestion.js";
import type { AnsweredAttempt } from "./askedAnswer.js";
import type { EvaluationStop } from "./evaluationResult.js";
import { EvaluationTally } from "./evaluationTally.js";
import type { LineFile } from "./lineFile.js";
import type { WantedAttempt } from "./planEvaluation.js";
import type { QuestionAsking } from "./questionAsking.js";

/** So many failures one after another, with no answer between them, are the endpoint's and not the questions'. */
const mostInRow = 5;

export interface EvaluationWorkOptions {
  readonly runId: string;
  readonly wanted: readonly WantedAttempt[];
  readonly asking: Pick<QuestionAsking, "settings" | "offer" | "images" | "client" | "currency" | "isFresh">;
  readonly predictions: LineFile;
  readonly dump: LineFile;
  readonly line: RolloutLineOptions;
  /** Attempts under way at once: their pages are in memory. */
  readonly workers: number;
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly onDone: (tally: EvaluationTally) => void;
}

/** Names a prediction: the same attempt of a run is asked for under the same name again. */
export const predictionId = (run: string, question: string, attempt: number): string =>
  `prd-${sha256(`${run}\n${question}\n${attempt}`).slice(0, 12)}`;

/** Asks what is to be asked, several at once, and writes each attempt down as it ends. */
export class EvaluationWork {
  readonly tally = new EvaluationTally();
  readonly lint: BoxLint;
  readonly #options: EvaluationWorkOptions;
  readonly #halt = new AbortController();
  readonly #signal: AbortSignal;
  #failuresInRow = 0;
  #stop: EvaluationStop | null = null;

  constructor(options: EvaluationWorkOptions) {
    this.#options = options;
    this.lint = new BoxLint(options.asking.settings.boxes);
    this.#signal = AbortSignal.any([options.signal, this.#halt.signal]);
  }

  /** Null: everything was asked. */
  get stop(): EvaluationStop | null {
    return this.#options.signal.aborted ? "cancelled" : this.#stop;
  }

  /** Rejects when something cannot be written down; nothing more is asked then. */
  async run(): Promise<void> {
    const queue = this.#options.wanted.values();
    const work = async (): Promise<void> => {
      for (const wanted of queue) {
        if (this.#signal.aborted) return;
        await this.#one(wanted);
      }
    };
    const workers = Array.from({ length: this.#options.workers }, () =>
      work().catch((error: unknown) => {
        this.#halt.abort();
        throw error;
      }),
    );
    const ended = await Promise.allSettled(workers);
    for (const one of ended) if (one.status === "rejected") throw one.reason;
  }

  async #one({ item, attempt }: WantedAttempt): Promise<void> {
    const asked = await askQuestion({
      ...{ ...this.#options.asking, item, attempt, signal: this.#signal },
      onResult: (result, cost) => this.tally.result(result, cost),
      onFailure: failure => this.tally.failed(failure),
    });
    if (asked.kind === "cancelled") return;
    if (asked.kind === "stopped") {
      this.tally.failed(asked.failure);
      this.#end(asked.isOutOfRetries ? "out-of-retries" : "failing");
      return;
    }
    await this.#write({ item, attempt }, asked.attempt);
    this.tally.ended(asked.attempt);
    this.#count(asked.attempt);
    this.#options.onDone(this.tally);
  }

  /**
   * Failures that may pass come in a row when the endpoint is gone; other ones may be the questions' own, unless nothing
   * has been answered at all.
   */
  #count({ failure, requests }: AnsweredAttempt): void {
    if (failure === null) {
      this.#failuresInRow = 0;
      return;
    }
    const isOwn = requests === 0 || (!isPassing(failure) && this.tally.answered > 0);
    if (isOwn) return;
    if (++this.#failuresInRow >= mostInRow) this.#end("failing");
  }

  #end(stop: EvaluationStop): void {
    this.#stop ??= stop;
    this.#halt.abort();
  }

  async #write({ item, attempt }: WantedAttempt, answered: AnsweredAttempt): Promise<void> {
    const { runId, predictions, dump, line, now } = this.#options;
    const { question } = item;
    const { models, provider, ...fields } = answered;
    const { answer, rule, candidates, version } = parseReply(fields.text, question);
    const prediction: PredictionRecord = {
      ...{ v: 1, kind: "prediction", id: predictionId(runId, question.id, attempt), run_id: runId },
      ...{ question_id: question.id, question_sha: question.content_sha, attempt, state: fields.state },
      ...{ text: fields.text, reasoning: fields.reasoning, finish_reason: fields.finish_reason, turns: fields.turns },
      parse: { answer, rule, candidates, version },
      ...{ usage: fields.usage, cost: fields.cost, timing: fields.timing, requests: fields.requests },
      ...{ failure: fields.failure, keys: fields.keys, imported: null, at: new Date(now()).toISOString() },
      ...{ models, ...(provider === null ? {} : { provider }) },
    };
    this.#lintBoxes(answered);
    // First the record, of which the dump is made: a crash between them is made up when the run goes on.
    await predictions.add(prediction);
    await dump.add(rolloutLine(prediction, question, line));
  }

  #lintBoxes({ turns }: AnsweredAttempt): void {
    const page = turns.flatMap(({ images }) => images)[0];
    if (page === undefined) return;
    const size = { width: page.width, height: page.height };
    for (const { tool } of turns) {
      const [a, b, c, d] = tool?.box_raw ?? [];
      if (a !== undefined && b !== undefined && c !== undefined && d !== undefined)
        this.lint.add([a, b, c, d], { sent: size, seen: size });
    }
  }
}
