/** What is known of a file of lines. */
export interface LinesState {
  /** Rises with every change: whoever knows one asks for the next. */
  readonly version: number;
  /** Rises when the file was written anew: rows that were read before are not those of now. */
  readonly generation: number;
  /** Lines that were found so far, with the last one that may have no end yet. */
  readonly rows: number;
  /** Size of the file in bytes, and how much of it was looked through for lines. */
  readonly bytes: number;
  readonly readBytes: number;
  /** The last line has no line end: it may be on its way. */
  readonly isTorn: boolean;
  /** The file begins with the byte order mark of UTF-16: its lines are bytes that nobody can read as text. */
  readonly isUtf16: boolean;
  /** Why the file cannot be read now; null: it can. */
  readonly failure: { readonly code: "gone" | "denied" | "unreadable"; readonly message: string } | null;
}

/** The beginning of a line. */
export interface ShownLine {
  readonly row: number;
  /** Where it begins in the file, and how long it is without its line end, in bytes. */
  readonly offset: number;
  readonly length: number;
  /** Its first characters. */
  readonly text: string;
  /** Members of the object that it holds, the beginning of each value; null: it is none. */
  readonly fields: readonly (readonly [key: string, value: string])[] | null;
  /** False: some bytes are no UTF-8 and became U+FFFD. */
  readonly isUtf8: boolean;
}

/** Part of a line's text. */
export interface LinePiece {
  readonly row: number;
  /** Where the piece begins and ends, in bytes of the line; a character is never cut. */
  readonly from: number;
  readonly to: number;
  /** Of the whole line, in bytes. */
  readonly length: number;
  readonly text: string;
  readonly isUtf8: boolean;
}

/** Where a search has come to: a byte of the file, and the line that it lies in. */
export interface LinePlace {
  readonly offset: number;
  readonly row: number;
}

/** Lines that hold what was looked for, in a part of the file. */
export interface SearchSlice {
  readonly rows: readonly number[];
  /** Where the search goes on. */
  readonly next: LinePlace;
  /** Nothing is left of the file, as long as it is now. */
  readonly isEnd: boolean;
}

/** The file is not the one any more that was asked about; ask for its state. */
export interface LinesChanged {
  readonly kind: "changed";
}

export interface LineQuery {
  readonly text: string;
  readonly matchCase: boolean;
}

/** Of which writing of which file something is asked. */
interface Asked {
  readonly file: string;
  readonly generation: number;
}

/** Calls of the host to the thread that reads files of lines. */
export type LinesDeskApi = {
  /** The state once it is newer than `since`; after some seconds also when nothing has changed. */
  state(params: { readonly file: string; readonly since: number }): Promise<LinesState>;
  /** At most 256 lines; fewer where the file has no more. */
  rows(params: Asked & { readonly from: number; readonly count: number }): Promise<readonly ShownLine[] | LinesChanged>;
  /** At most `bytes` bytes (a megabyte at most) of a line. Null: there is no such line. */
  piece(
    params: Asked & { readonly row: number; readonly from: number; readonly bytes: number },
  ): Promise<LinePiece | LinesChanged | null>;
  /** Looks through the next part of the file. */
  search(params: Asked & { readonly query: LineQuery; readonly place: LinePlace }): Promise<SearchSlice | LinesChanged>;
  /** Nobody looks at the file any more. */
  close(params: { readonly file: string }): Promise<void>;
};
