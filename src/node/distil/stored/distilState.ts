import { sha256 } from "../../../core/benchmark/sha256.js";
import type { DistilOptions } from "../../../core/distil/distilOptions.js";
import type { JudgedTrace } from "../../../core/distil/judgedTrace.js";
import { judgeTraces } from "../../../core/distil/judgeTraces.js";
import { type SiftedTrace, siftTraces } from "../../../core/distil/siftTraces.js";
import { foldTraceReviews, type TraceReview } from "../../../core/distil/traceReview.js";
import type { ReadDistil } from "../readDistil.js";

/** Settings of the filters whose results are kept: the present one, what it is compared with, and the one before. */
const mostJudged = 3;

/** A teacher's answers as their folder has them at one time. */
export class DistilState {
  readonly source: ReadDistil;
  /** SHA-256 of a text, in hex. */
  readonly textSha: (text: string) => string;
  readonly reviews: readonly TraceReview[];
  readonly #judged = new Map<string, readonly JudgedTrace[]>();
  /** What no decision changes, by setting. */
  readonly #sifted: Map<string, readonly SiftedTrace[]>;
  readonly #untouched: Map<string, readonly JudgedTrace[]>;

  constructor(source: ReadDistil, reviews: readonly TraceReview[], before: DistilState | null = null) {
    this.source = { ...source, decisions: foldTraceReviews(reviews) };
    this.reviews = reviews;
    this.textSha = source.textSha ?? sha256;
    this.#sifted = before === null ? new Map<string, readonly SiftedTrace[]>() : before.#sifted;
    this.#untouched = before === null ? new Map<string, readonly JudgedTrace[]>() : before.#untouched;
  }

  /** The same records with other decisions. */
  withReviews(reviews: readonly TraceReview[]): DistilState {
    return new DistilState(this.source, reviews, this);
  }

  judged(options: DistilOptions): readonly JudgedTrace[] {
    return kept(this.#judged, JSON.stringify(options), mostJudged, () =>
      judgeTraces(this.source, options, this.#siftedBy(options)),
    );
  }

  /** As the filters alone judge: decisions of persons are held against these. */
  untouched(options: DistilOptions): readonly JudgedTrace[] {
    if (this.source.decisions.size === 0) return this.judged(options);
    return kept(this.#untouched, JSON.stringify(options), mostJudged, () =>
      judgeTraces({ ...this.source, decisions: new Map() }, options, this.#siftedBy(options)),
    );
  }

  #siftedBy(options: DistilOptions): readonly SiftedTrace[] {
    return kept(this.#sifted, JSON.stringify(options), mostJudged, () =>
      siftTraces(this.source, options, this.textSha),
    );
  }
}

/** What is known of a key, else what is made of it now; of what is known only the latest stay. */
function kept<Value>(known: Map<string, Value>, key: string, most: number, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.delete(key);
  known.set(key, value);
  for (const oldest of known.keys()) {
    if (known.size <= most) break;
    known.delete(oldest);
  }
  return value;
}
