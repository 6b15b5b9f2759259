import type { LinesChanged, LinesDeskApi, LinesState } from "../../protocol/lines/linesDeskApi.js";
import { WatchedLines } from "./watchedLines.js";
import { linePiece } from "./linePiece.js";
import type { LineReader } from "./lineReader.js";
import { searchSlice } from "./searchSlice.js";
import { shownLines } from "./shownLines.js";

const changed: LinesChanged = { kind: "changed" };
const mostRows = 256;
const mostPieceBytes = 1 << 20;

interface Asked {
  readonly file: string;
  readonly generation: number;
}

/**
 * Reads files of lines for the views of them. A file is opened by the first question for its state, and looked at from time
 * to time until it is closed; a question that comes after that does not open it again, since nobody would close it.
 */
export class LinesDesk implements LinesDeskApi {
  private readonly files = new Map<string, WatchedLines>();

  state({ file, since }: Parameters<LinesDeskApi["state"]>[0]): Promise<LinesState> {
    return this.watched(file).newerThan(since);
  }

  rows({ from, count, ...asked }: Parameters<LinesDeskApi["rows"]>[0]): ReturnType<LinesDeskApi["rows"]> {
    return this.read(asked, reader => shownLines(reader, from, Math.min(count, mostRows)));
  }

  piece({ row, from, bytes, ...asked }: Parameters<LinesDeskApi["piece"]>[0]): ReturnType<LinesDeskApi["piece"]> {
    return this.read(asked, reader => linePiece(reader, { row, from, bytes: Math.min(bytes, mostPieceBytes) }));
  }

  search({ query, place, ...asked }: Parameters<LinesDeskApi["search"]>[0]): ReturnType<LinesDeskApi["search"]> {
    const end = this.files.get(asked.file)?.state.bytes ?? 0;
    return this.read(asked, (_, fd) => searchSlice(fd, { query, place, end }));
  }

  close({ file }: Parameters<LinesDeskApi["close"]>[0]): Promise<void> {
    this.files.get(file)?.dispose();
    this.files.delete(file);
    return Promise.resolve();
  }

  dispose(): void {
    for (const file of this.files.values()) file.dispose();
    this.files.clear();
  }

  private read<Result>(
    { file, generation }: Asked,
    use: (reader: LineReader, fd: number) => Result,
  ): Promise<Result | LinesChanged> {
    const watched = this.files.get(file);
    return Promise.resolve(watched?.state.generation === generation ? (watched.read(use) ?? changed) : changed);
  }

  private watched(path: string): WatchedLines {
    const known = this.files.get(path);
    if (known !== undefined) return known;
    const file = new WatchedLines(path);
    this.files.set(path, file);
    return file;
  }
}
