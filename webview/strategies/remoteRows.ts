import { signal, type ReadonlySignal } from "@preact/signals";
import { errorText } from "../errorText.js";

/** Rows asked for at once, and kept at most: a window's worth, and some around it. */
const blockRows = 40;
const keptBlocks = 8;

export interface RowRange<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

/**
 * The rows of a long list that the worker holds. Only those in sight are asked for, one block at a time, and only those
 * around them are kept: scrolling past a hundred thousand rows fetches what one stops at.
 */
export class RemoteRows<Row> {
  readonly #blocks = new Map<number, readonly Row[]>();
  /** Rises when rows come; read by `at`, so that whoever draws them hears of it. */
  readonly #version = signal(0);
  readonly #total = signal<number | null>(null);
  readonly #problem = signal<string | null>(null);
  readonly #fetch: (offset: number, count: number) => Promise<RowRange<Row>>;
  #wanted: readonly number[] = [];
  #isFetching = false;

  constructor(fetch: (offset: number, count: number) => Promise<RowRange<Row>>) {
    this.#fetch = fetch;
    this.need(0, 1);
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
    return this.#version.value < 0 ? undefined : this.#blocks.get(Math.floor(index / blockRows))?.[index % blockRows];
  }

  /** The rows from `first` to `last`, both included, are in sight. */
  need(first: number, last: number): void {
    const from = Math.floor(first / blockRows);
    const to = Math.floor(last / blockRows);
    this.#wanted = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    if (!this.#isFetching) void this.#fetchWanted();
  }

  async #fetchWanted(): Promise<void> {
    this.#isFetching = true;
    try {
      for (let block = this.#missing(); block !== undefined; block = this.#missing()) {
        const { total, rows } = await this.#fetch(block * blockRows, blockRows);
        this.#keep(block, rows);
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

  #missing(): number | undefined {
    return this.#wanted.find(block => !this.#blocks.has(block));
  }

  /** Forgets the blocks farthest from what is in sight. */
  #keep(block: number, rows: readonly Row[]): void {
    this.#blocks.set(block, rows);
    const middle = ((this.#wanted[0] ?? 0) + (this.#wanted.at(-1) ?? 0)) / 2;
    const byDistance = [...this.#blocks.keys()].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    for (const far of byDistance.slice(Math.max(keptBlocks, this.#wanted.length))) this.#blocks.delete(far);
  }
}
