import { signal, type Signal } from "@preact/signals";
import type { LinePiece, LinesState } from "../../src/protocol/lines/linesDeskApi.js";
import type { LinesHostApi, LinesInit, LinesViewState } from "../../src/protocol/lines/linesViewApi.js";
import type { Client } from "../../src/protocol/rpc.js";
import { errorText } from "../errorText.js";
import { linesTranslate, type LinesTranslate } from "./linesTranslate.js";
import { RowCache } from "./rowCache.js";
import { RowSearch } from "./rowSearch.js";

const first: LinesViewState = { top: 0, selected: null, query: "", matchCase: false, hasColumns: true };
const pieceBytes = 256 << 10;
/** After a failed question the next one waits so long. */
const restMs = 1000;

/** A row that is to be brought into sight; `atTop`: as the first one. */
interface Goal {
  readonly row: number;
  readonly atTop: boolean;
}

/** Everything that the parts of the view of rows share. */
export class LinesModel {
  readonly t: LinesTranslate;
  readonly host: Client<LinesHostApi>;
  readonly init: LinesInit;
  readonly state = signal<LinesState | null>(null);
  readonly selected: Signal<number | null>;
  readonly query: Signal<string>;
  readonly matchCase: Signal<boolean>;
  readonly hasColumns: Signal<boolean>;
  readonly top: Signal<number>;
  /** The part of the selected row that is on show. */
  readonly piece = signal<LinePiece | null>(null);
  /** What happened last, in words. */
  readonly word = signal<string | null>(null);
  /** Rises when the field of the search, or that of the row's number, is asked for. */
  readonly wantsFind = signal(0);
  readonly wantsGoTo = signal(0);
  readonly cache: RowCache;
  readonly search: RowSearch;
  /** Where the list scrolls to as soon as it is drawn with that row. */
  readonly goal = signal<Goal | null>(null);
  /** A saved place is gone to once the file was read so far; until then nothing else counts as the place. */
  private restoring: number | null;
  private pieceAsked = 0;

  constructor(host: Client<LinesHostApi>, init: LinesInit, saved: LinesViewState | null) {
    const begin = saved ?? first;
    this.host = host;
    this.init = init;
    this.t = linesTranslate(init.strings);
    this.selected = signal(begin.selected);
    this.query = signal(begin.query);
    this.matchCase = signal(begin.matchCase);
    this.hasColumns = signal(begin.hasColumns);
    this.top = signal(begin.top);
    this.restoring = begin.top;
    this.cache = new RowCache((from, count) => this.readRows(from, count), this.run);
    this.search = new RowSearch((query, place) => host.search({ generation: this.generation, query, place }));
  }

  get remembered(): LinesViewState {
    return {
      ...{ top: this.top.value, selected: this.selected.value, query: this.query.value },
      ...{ matchCase: this.matchCase.value, hasColumns: this.hasColumns.value },
    };
  }

  get rows(): number {
    return this.state.value?.rows ?? 0;
  }

  /** Owns a promise: says its failure, and logs it. */
  readonly run = (work: Promise<unknown>): void => {
    work
      .catch((error: unknown) => {
        const message = errorText(error);
        this.word.value = message;
        return this.host.log({ level: "error", message: message.slice(0, 2000) });
      })
      .catch(() => undefined); // the channel is closed: nobody is left to be told
  };

  /** Asks for the file's state again and again, as long as the page is there. */
  async follow(): Promise<never> {
    for (let since = -1; ;) {
      try {
        const state = await this.host.state({ since });
        since = state.version;
        this.take(state);
      } catch (error) {
        // The thread has ended: the next question begins another one, which counts from the beginning.
        since = -1;
        this.word.value = errorText(error);
        await new Promise(resolve => setTimeout(resolve, restMs));
      }
    }
  }

  /** The list has been scrolled, by a person or by being restored. */
  scrolledTo(top: number): void {
    if (this.restoring === null) this.top.value = top;
  }

  select(row: number): void {
    if (this.rows === 0) return;
    const within = Math.max(0, Math.min(this.rows - 1, row));
    this.restoring = null;
    this.selected.value = within;
    this.goal.value = { row: within, atTop: false };
    this.run(this.loadPiece(0));
  }

  /** Puts a part of the selected row on show. */
  async loadPiece(from: number): Promise<void> {
    const row = this.selected.value;
    const own = ++this.pieceAsked;
    if (row === null) return;
    const piece = await this.host.piece({ generation: this.generation, row, from, bytes: pieceBytes });
    if (own === this.pieceAsked && (piece === null || !("kind" in piece))) this.piece.value = piece;
  }

  /** Looks for what is typed, from the beginning of the file. */
  async find(): Promise<void> {
    await this.search.begin({ text: this.query.value, matchCase: this.matchCase.value });
  }

  private get generation(): number {
    return this.state.value?.generation ?? 0;
  }

  private async readRows(from: number, count: number) {
    const lines = await this.host.rows({ generation: this.generation, from, count });
    return "kind" in lines ? null : lines;
  }

  private take(state: LinesState): void {
    const before = this.state.value;
    this.state.value = state;
    if (before?.generation !== state.generation) this.takeAnew(before !== null);
    else if (before.bytes !== state.bytes || before.rows !== state.rows) this.takeGrown(before);
    this.restore(state);
  }

  /** The file's first state, or that of another writing of it: what was read counts no more, the place stays. */
  private takeAnew(isRewritten: boolean): void {
    this.cache.clear();
    if (isRewritten) this.word.value = this.t("rewritten");
    if (isRewritten) this.restoring = this.top.value;
    this.run(this.find());
  }

  private takeGrown(before: LinesState): void {
    this.cache.grown(before.rows);
    const piece = this.piece.value;
    const isLast = piece !== null && piece.row >= before.rows - 1;
    if (isLast && before.isTorn) this.run(this.loadPiece(piece.from));
    this.run(this.search.goOn());
  }

  /** Goes to the saved place once it is there, or the file has no more rows. */
  private restore({ rows, bytes, readBytes }: LinesState): void {
    const { restoring, selected } = this;
    const isRead = readBytes >= bytes && bytes > 0;
    if (selected.value !== null && this.piece.value === null && rows > selected.value) this.run(this.loadPiece(0));
    if (restoring === null || rows === 0 || (rows <= restoring && !isRead)) return;
    this.restoring = null;
    this.goal.value = { row: Math.min(restoring, rows - 1), atTop: true };
  }
}
