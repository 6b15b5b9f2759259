import { sha256 } from "../../../core/benchmark/sha256.js";
import type { DistilOptions } from "../../../core/distil/distilOptions.js";
import type { JudgedTrace } from "../../../core/distil/judgedTrace.js";
import { judgeTraces } from "../../../core/distil/judgeTraces.js";
import { type SiftedTrace, siftTraces } from "../../../core/distil/siftTraces.js";
import { foldTraceReviews, type TraceReview } from "../../../core/distil/traceReview.js";
import { RecentlyMade } from "../../benchmark/recentlyMade.js";
import type { ReadDistil } from "../readDistil.js";

/** Settings of the filters whose results are kept: the present one, what it is compared with, and the one before. */
const mostJudged = 3;

/** A teacher's answers as their folder has them at one time. */
export class DistilState {
  readonly source: ReadDistil;
  /** SHA-256 of a text, in hex. */
  readonly textSha: (text: string) => string;
  readonly reviews: readonly TraceReview[];
  readonly #judged = new RecentlyMade<readonly JudgedTrace[]>(mostJudged);
  /** What no decision changes, by setting. */
  readonly #sifted: RecentlyMade<readonly SiftedTrace[]>;
  readonly #untouched: RecentlyMade<readonly JudgedTrace[]>;

  constructor(source: ReadDistil, reviews: readonly TraceReview[], before: DistilState | null = null) {
    this.source = { ...source, decisions: foldTraceReviews(reviews) };
    this.reviews = reviews;
    this.textSha = source.textSha ?? sha256;
    this.#sifted = before === null ? new RecentlyMade(mostJudged) : before.#sifted;
    this.#untouched = before === null ? new RecentlyMade(mostJudged) : before.#untouched;
  }

  /** The same records with other decisions. */
  withReviews(reviews: readonly TraceReview[]): DistilState {
    return new DistilState(this.source, reviews, this);
  }

  judged(options: DistilOptions): readonly JudgedTrace[] {
    return this.#judged.get(JSON.stringify(options), () => judgeTraces(this.source, options, this.#siftedBy(options)));
  }

  /** As the filters alone judge: decisions of persons are held against these. */
  untouched(options: DistilOptions): readonly JudgedTrace[] {
    if (this.source.decisions.size === 0) return this.judged(options);
    return this.#untouched.get(JSON.stringify(options), () =>
      judgeTraces({ ...this.source, decisions: new Map() }, options, this.#siftedBy(options)),
    );
  }

  #siftedBy(options: DistilOptions): readonly SiftedTrace[] {
    return this.#sifted.get(JSON.stringify(options), () => siftTraces(this.source, options, this.textSha));
  }
}
