import { signal } from "@preact/signals";
import type { LinesChanged, LinePlace, LineQuery, SearchSlice } from "../../src/protocol/lines/linesDeskApi.js";

/** Rows that hold what is looked for, as far as the file was looked through. */
export interface Found {
  readonly query: LineQuery;
  readonly rows: readonly number[];
  readonly place: LinePlace;
  /** The file was looked through to its end, or so many rows were found that the search rests. */
  readonly isOver: boolean;
  readonly isFull: boolean;
}

type Search = (query: LineQuery, place: LinePlace) => Promise<SearchSlice | LinesChanged>;

/** So many rows are kept: somebody who looks through more types a longer text. */
const usualMost = 100_000;
const start: LinePlace = { offset: 0, row: 0 };

/** Index of the first value above one. */
function firstAbove(rows: readonly number[], row: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] ?? Infinity) > row) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * One search through a file, part by part. The view asks for each part, so that nothing that is told can get lost, giving
 * up is asking no further, and a page that was loaded anew begins anew.
 */
export class RowSearch {
  readonly found = signal<Found | null>(null);
  private readonly search: Search;
  private readonly most: number;
  /** Which search is the one under way; an answer to another one counts no more. */
  private current = 0;
  private isWalking = false;

  constructor(search: Search, most = usualMost) {
    this.search = search;
    this.most = most;
  }

  /** Begins a search, and gives up the one before. An empty text is none. */
  async begin(query: LineQuery): Promise<void> {
    const own = ++this.current;
    this.isWalking = false;
    this.found.value = query.text === "" ? null : { query, rows: [], place: start, isOver: false, isFull: false };
    await this.walk(own);
  }

  /** The file has grown: the search goes on where it ended. */
  async goOn(): Promise<void> {
    const found = this.found.value;
    if (found === null || found.isFull || this.isWalking) return;
    this.found.value = { ...found, isOver: false };
    await this.walk(this.current);
  }

  /** The next or previous row behind a row; round at the ends. Null: none was found. */
  from(row: number, direction: 1 | -1): number | null {
    const rows = this.found.value?.rows ?? [];
    const above = firstAbove(rows, row);
    if (direction === 1) return rows[above] ?? rows[0] ?? null;
    return rows[firstAbove(rows, row - 1) - 1] ?? rows.at(-1) ?? null;
  }

  /** The how manieth a row is of those that were found, from 1; 0: it is none. */
  rankOf(row: number): number {
    const rows = this.found.value?.rows ?? [];
    const index = firstAbove(rows, row) - 1;
    return rows[index] === row ? index + 1 : 0;
  }

  holds(row: number): boolean {
    return this.rankOf(row) > 0;
  }

  private async walk(own: number): Promise<void> {
    this.isWalking = true;
    try {
      for (;;) {
        const found = this.found.value;
        if (own !== this.current || found === null || found.isOver) return;
        const slice = await this.search(found.query, found.place);
        // A file that was written anew has a state of its own, with which the search begins again.
        if (own !== this.current || "kind" in slice) return;
        this.found.value = this.taken(found, slice);
      }
    } finally {
      if (own === this.current) this.isWalking = false;
    }
  }

  /** Parts overlap, so that their first rows may be known already. */
  private taken(found: Found, slice: SearchSlice): Found {
    const last = found.rows.at(-1) ?? -1;
    const fresh = slice.rows.filter(row => row > last);
    const rows = fresh.length === 0 ? found.rows : [...found.rows, ...fresh].slice(0, this.most);
    const isFull = rows.length >= this.most;
    return { ...found, rows, place: slice.next, isFull, isOver: slice.isEnd || isFull };
  }
}
