import { sha256 } from "../../../core/benchmark/sha256.js";
import type { DistilOptions } from "../../../core/distil/distilOptions.js";
import type { JudgedTrace } from "../../../core/distil/judgedTrace.js";
import { judgeTraces } from "../../../core/distil/judgeTraces.js";
import { foldTraceReviews, type TraceReview } from "../../../core/distil/traceReview.js";
import type { ReadDistil } from "../readDistil.js";

/** Settings of the filters whose results are kept: the present one, what it is compared with, and the one before. */
const mostJudged = 3;

type Kept = "with decisions" | "untouched";

/** A teacher's answers as their folder has them at one time. */
export class DistilState {
  readonly source: ReadDistil;
  /** SHA-256 of a text, in hex. */
  readonly textSha: (text: string) => string;
  readonly reviews: readonly TraceReview[];
  readonly #judged = new Map<string, readonly JudgedTrace[]>();

  constructor(source: ReadDistil, reviews: readonly TraceReview[]) {
    this.source = { ...source, decisions: foldTraceReviews(reviews) };
    this.reviews = reviews;
    this.textSha = source.textSha ?? sha256;
  }

  judged(options: DistilOptions): readonly JudgedTrace[] {
    return this.#under("with decisions", options);
  }

  /** As the filters alone judge: decisions of persons are held against these. */
  untouched(options: DistilOptions): readonly JudgedTrace[] {
    return this.source.decisions.size === 0 ? this.judged(options) : this.#under("untouched", options);
  }

  #under(kept: Kept, options: DistilOptions): readonly JudgedTrace[] {
    const key = `${kept} ${JSON.stringify(options)}`;
    const source = kept === "untouched" ? { ...this.source, decisions: new Map() } : this.source;
    const traces = this.#judged.get(key) ?? judgeTraces(source, options);
    this.#judged.delete(key);
    this.#judged.set(key, traces);
    for (const oldest of this.#judged.keys()) {
      if (this.#judged.size <= mostJudged * 2) break;
      this.#judged.delete(oldest);
    }
    return traces;
  }
}
