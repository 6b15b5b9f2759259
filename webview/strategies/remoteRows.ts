import { signal, type ReadonlySignal } from "@preact/signals";
import { errorText } from "../errorText.js";

/** Rows asked for before anybody has said how many are in sight. */
const usualFirstRows = 20;
/** Rows asked for at once at most: the host gives no more. */
const mostRows = 200;
/** Rows kept on either side of those in sight. */
const keptRows = 200;

export interface RowRange<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

type Fetch<Row> = (offset: number, count: number) => Promise<RowRange<Row>>;

/**
 * The rows of a long list that the worker holds. Those in sight are asked for and half a screen on either side, once the
 * nearer half of it is not there; only those around them are kept: scrolling past a hundred thousand rows fetches what
 * one stops at.
 */
export class RemoteRows<Row> {
  /** What came for an index; undefined where nothing did, though it was asked for. */
  readonly #rows = new Map<number, Row | undefined>();
  /** Rises when rows come; read by `at`, so that whoever draws them hears of it. */
  readonly #version = signal(0);
  readonly #total = signal<number | null>(null);
  readonly #problem = signal<string | null>(null);
  readonly #fetch: Fetch<Row>;
  #first = 0;
  #last: number;
  /** Rows beyond either edge that are asked for too, once it is known how many are in sight. */
  #reach = 0;
  #isFetching = false;

  constructor(fetch: Fetch<Row>, firstRows = usualFirstRows) {
    this.#fetch = fetch;
    this.#last = firstRows - 1;
    void this.#fetchWanted();
  }

  /** Null until the first rows are there. */
  get total(): ReadonlySignal<number | null> {
    return this.#total;
  }

  /** Why rows are missing. */
  get problem(): ReadonlySignal<string | null> {
    return this.#problem;
  }

  /** The row at an index, undefined while it is on its way. Whoever draws it is drawn again when rows come. */
  at(index: number): Row | undefined {
    return this.#version.value < 0 ? undefined : this.#rows.get(index);
  }

  /** The rows from `first` to `last`, both included, are in sight. */
  need(first: number, last: number): void {
    this.#first = first;
    this.#last = last;
    this.#reach = (last - first + 1) >> 1;
    if (!this.#isFetching) void this.#fetchWanted();
  }

  async #fetchWanted(): Promise<void> {
    this.#isFetching = true;
    try {
      for (let next = this.#missing(); next !== null; next = this.#missing()) {
        const { total, rows } = await this.#fetch(next.offset, next.count);
        for (let i = 0; i < next.count; i++) this.#rows.set(next.offset + i, rows[i]);
        this.#forgetFar();
        this.#total.value = total;
        this.#version.value++;
      }
      this.#problem.value = null;
    } catch (error) {
      this.#problem.value = errorText(error);
    } finally {
      this.#isFetching = false;
    }
  }

  /** What is to be asked for next; null while enough is there. */
  #missing(): { readonly offset: number; readonly count: number } | null {
    if (this.#missingWithin(this.#reach >> 1) === null) return null;
    const missing = this.#missingWithin(this.#reach);
    return missing === null ? null : { ...missing, count: Math.min(mostRows, missing.count) };
  }

  /** The stretch from the first to the last missing row, of those in sight and some on either side. */
  #missingWithin(reach: number): { readonly offset: number; readonly count: number } | null {
    let from = Math.max(0, this.#first - reach);
    let to = Math.min(this.#last + reach, (this.#total.peek() ?? Infinity) - 1);
    while (from <= to && this.#rows.has(from)) from++;
    while (from <= to && this.#rows.has(to)) to--;
    return from > to ? null : { offset: from, count: to - from + 1 };
  }

  #forgetFar(): void {
    for (const index of this.#rows.keys())
      if (index < this.#first - keptRows || index > this.#last + keptRows) this.#rows.delete(index);
  }
}
