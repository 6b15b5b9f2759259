import { resolve } from "node:path";
import { type TraceReview, traceReviewSchema } from "../../../core/distil/traceReview.js";
import { benchmarkPaths } from "../../benchmark/benchmarkPaths.js";
import { evaluationPaths } from "../../evaluation/evaluationPaths.js";
import { fileStamp } from "../../evaluation/evaluationStamp.js";
import { readEvaluationRun } from "../../evaluation/readEvaluationRun.js";
import { GrowingRecords } from "../../evaluation/stored/growingRecords.js";
import { type DistilRead, type ReadDistil, readDistil } from "../readDistil.js";
import { DistilState } from "./distilState.js";

type Look = DistilState | Exclude<DistilRead, ReadDistil>;

/** One evaluation's folder with its benchmark, read again where its files are others. */
export class StoredDistil {
  readonly #folder: string;
  readonly #dataset: string | null;
  readonly #reviews: GrowingRecords<TraceReview>;
  #stamp = "";
  #read: DistilRead = { kind: "none" };
  #known: DistilState | null = null;
  #looking: Promise<Look> = Promise.resolve({ kind: "none" });

  /** `dataset`: where the benchmark is now; null: where it was. */
  constructor(folder: string, dataset: string | null) {
    this.#folder = folder;
    this.#dataset = dataset;
    this.#reviews = new GrowingRecords(evaluationPaths(folder).traceReviews, traceReviewSchema);
  }

  /** As it is now. One look after the other. Rejects when the disk does. */
  state(): Promise<Look> {
    this.#looking = this.#looking.then(
      () => this.#look(),
      () => this.#look(),
    );
    return this.#looking;
  }

  async #look(): Promise<Look> {
    const stamp = await this.#stampNow();
    const isOther = stamp !== this.#stamp || this.#read.kind !== "read";
    if (isOther) {
      this.#read = await readDistil(this.#folder, this.#dataset);
      this.#stamp = stamp;
    }
    const reviews = await this.#reviews.look();
    if (this.#read.kind !== "read") return this.#read;
    if (this.#known === null || isOther) this.#known = new DistilState(this.#read, [...this.#reviews.records]);
    else if (reviews !== "same") this.#known = this.#known.withReviews([...this.#reviews.records]);
    return this.#known;
  }

  /** Of everything but the decisions, which only grow and are read on. */
  async #stampNow(): Promise<string> {
    const paths = evaluationPaths(this.#folder);
    const found = await readEvaluationRun(this.#folder);
    const place = found.kind === "run" ? resolve(this.#folder, this.#dataset ?? found.run.dataset.folder) : null;
    const own = [paths.run, paths.predictions, paths.questions, paths.verdicts];
    const asked = place === null ? null : benchmarkPaths(place);
    const others = asked === null ? [] : [asked.manifest, asked.questions, asked.reviews, asked.pages];
    const stamps = await Promise.all([...own, ...others].map(fileStamp));
    return stamps.join("\n");
  }
}
