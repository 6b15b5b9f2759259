import { signal } from "@preact/signals";
import type { ShownLine } from "../../src/protocol/lines/linesDeskApi.js";

const pageRows = 64;
const keptPages = 48;
/** So many members have columns of their own; the detail of a row shows all. */
const mostColumns = 24;

/** How much room a column needs, by the longest value that was seen. */
export type ColumnWidth = "narrow" | "middling" | "wide";

export interface RowColumn {
  readonly key: string;
  readonly width: ColumnWidth;
}

const widthOf = (length: number): ColumnWidth => (length <= 8 ? "narrow" : length <= 20 ? "middling" : "wide");

/** Asks for rows from one on; null: the file is not the one any more that was asked about. */
type ReadRows = (from: number, count: number) => Promise<readonly ShownLine[] | null>;

interface Page {
  lines: readonly ShownLine[];
  /** Lines were added to the file behind what the page holds, or its last one grew. */
  isStale: boolean;
  isAsked: boolean;
}

/** The rows that were read lately, in pages. What is looked at and not there is asked for. */
export class RowCache {
  /** Rises when rows have come. */
  readonly version = signal(0);
  /** Members of the objects that were seen, in the order in which they were seen first. */
  readonly columns = signal<readonly RowColumn[]>([]);
  /** Members that were seen, with the length of the longest of their names and values. */
  private readonly seen = new Map<string, number>();
  private pages = new Map<number, Page>();
  private readonly read: ReadRows;
  private readonly run: (work: Promise<unknown>) => void;

  constructor(read: ReadRows, run: (work: Promise<unknown>) => void) {
    this.read = read;
    this.run = run;
  }

  get(row: number): ShownLine | null {
    return this.pages.get(Math.floor(row / pageRows))?.lines[row % pageRows] ?? null;
  }

  /** Makes sure that rows are there or on their way. */
  want(from: number, to: number): void {
    for (let page = Math.floor(from / pageRows); page * pageRows < to; page++) this.wantPage(page);
  }

  /** The file grew from so many rows: the last of them may be longer now. */
  grown(rows: number): void {
    for (const [index, page] of this.pages) if ((index + 1) * pageRows >= rows) page.isStale = true;
    this.version.value++;
  }

  clear(): void {
    this.pages = new Map();
    this.version.value++;
  }

  private wantPage(index: number): void {
    const page = this.pages.get(index) ?? { lines: [], isStale: true, isAsked: false };
    // The one used last is at the end, and goes last.
    this.pages.delete(index);
    this.pages.set(index, page);
    const oldest = this.pages.size > keptPages ? this.pages.keys().next().value : undefined;
    if (oldest !== undefined) this.pages.delete(oldest);
    if (page.isStale && !page.isAsked) this.run(this.fill(index, page));
  }

  private async fill(index: number, page: Page): Promise<void> {
    page.isAsked = true;
    page.isStale = false;
    try {
      const lines = await this.read(index * pageRows, pageRows);
      if (lines === null || this.pages.get(index) !== page) return;
      page.lines = lines;
      this.takeColumns(lines);
      this.version.value++;
    } catch (error) {
      page.isStale = true;
      throw error;
    } finally {
      page.isAsked = false;
    }
  }

  private takeColumns(lines: readonly ShownLine[]): void {
    for (const { fields } of lines)
      for (const [key, value] of fields ?? []) {
        const known = this.seen.get(key);
        if (known === undefined && this.seen.size >= mostColumns) continue;
        this.seen.set(key, Math.max(known ?? key.length, value.length));
      }
    const columns = [...this.seen].map(([key, length]) => ({ key, width: widthOf(length) }));
    const isSame = JSON.stringify(columns) === JSON.stringify(this.columns.value);
    if (!isSame) this.columns.value = columns;
  }
}
