import { appendFileSync, closeSync, openSync, readdirSync, readFileSync, readSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { LineFile } from "../../src/node/lines/lineFile.js";
import { searchSlice } from "../../src/node/lines/searchSlice.js";
import { shownLines } from "../../src/node/lines/shownLines.js";
import type { LinePlace } from "../../src/protocol/lines/linesDeskApi.js";
import { atMost, median, type Figure } from "./figure.js";

const newline = 0x0a;
/** Files of the dump that are laid one behind the other: more than VS Code hands to extensions as text. */
const files = 20;
const firstBytes = 4 << 20;
const rows = 64;
const query = { text: "nowhere in the dump", matchCase: true };

/** Reads up to so many bytes into a buffer that is used again, and counts line ends. */
function floor(path: string, most: number): number {
  const fd = openSync(path, "r");
  const bytes = Buffer.allocUnsafe(firstBytes);
  let lines = 0;
  for (let at = 0; at < most;) {
    const read = readSync(fd, bytes, 0, bytes.length, at);
    if (read === 0) break;
    for (let end = bytes.indexOf(newline); end !== -1 && end < read; end = bytes.indexOf(newline, end + 1)) lines++;
    at += read;
  }
  closeSync(fd);
  return lines;
}

/** Opens a file and gets its first rows, as the view does before anything is drawn. */
function openFirst(path: string): void {
  const file = new LineFile(path);
  file.readOn();
  if (file.read(reader => shownLines(reader, 0, rows))?.length !== rows) throw new Error("the first rows are missing");
}

function readAll(path: string): LineFile {
  const file = new LineFile(path);
  while (file.readOn());
  return file;
}

function searchAll(file: LineFile): void {
  const end = file.state.bytes;
  for (let place: LinePlace = { offset: 0, row: 0 }; ;) {
    const slice = file.read((_, fd) => searchSlice(fd, { query, place, end }));
    if (slice === null) throw new Error("the file has changed");
    if (slice.isEnd) return;
    place = slice.next;
  }
}

function millisecondsOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** A file of rows: its first ones, all its line ends, and a search, against reading as much of it and counting line ends. */
export function linesFigures(dump: string, scratch: string, rounds: number): readonly Figure[] {
  const path = join(scratch, "rows.jsonl");
  rmSync(path, { force: true });
  for (const name of readdirSync(dump).slice(0, files)) appendFileSync(path, readFileSync(join(dump, name)));
  const { size } = statSync(path);
  const whole = readAll(path);
  const first: number[] = [];
  const all: number[] = [];
  const search: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    // Some milliseconds are too few for one reading.
    const little = median(Array.from({ length: 9 }, () => millisecondsOf(() => floor(path, firstBytes))));
    const opening = median(Array.from({ length: 9 }, () => millisecondsOf(() => openFirst(path))));
    const everything = millisecondsOf(() => floor(path, size));
    const ratios = [
      opening / little,
      millisecondsOf(() => readAll(path)) / everything,
      millisecondsOf(() => searchAll(whole)) / everything,
    ];
    // The first round is for the engine to compile what is measured.
    if (round > 0) [first, all, search].forEach((list, index) => list.push(ratios[index] ?? NaN));
  }
  rmSync(path);
  return [
    atMost("first rows of a file, of reading 4 MB", 12, first, Math.min(...first)),
    atMost("all rows of a file found, of F", 3, all, Math.min(...all)),
    atMost("rows of a file searched for a text, of F", 6, search, Math.min(...search)),
  ];
}
