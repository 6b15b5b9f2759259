import type { LinePlace, LineQuery, SearchSlice } from "../../protocol/lines/linesDeskApi.js";
import { readAt } from "./lineReader.js";
import { lowered, searchNeedles } from "./searchNeedles.js";

const newline = 0x0a;
/** Read at once: an answer comes within a few hundredths of a second, and a search can be given up between two. */
const usualBytes = 16 << 20;

interface Searched {
  readonly query: LineQuery;
  readonly place: LinePlace;
  /** How far the file goes. */
  readonly end: number;
  readonly sliceBytes?: number;
}

/** The next place of any of the needles; each remembers its own, so that none is looked for twice. */
class NextHit {
  private readonly bytes: Buffer;
  private readonly needles: readonly Buffer[];
  private readonly found: number[];

  constructor(bytes: Buffer, needles: readonly Buffer[]) {
    this.bytes = bytes;
    this.needles = needles;
    this.found = needles.map(needle => bytes.indexOf(needle));
  }

  /** At or behind `from`, which only rises; Infinity: there is none. */
  at(from: number): number {
    let first = Infinity;
    this.needles.forEach((needle, index) => {
      let place = this.found[index] ?? -1;
      if (place !== -1 && place < from) this.found[index] = place = this.bytes.indexOf(needle, from);
      if (place !== -1 && place < first) first = place;
    });
    return first;
  }
}

/** The lines of hits. `row` is that of the first byte; what is counted are line ends. */
function hitRows(bytes: Buffer, needles: readonly Buffer[], row: number): { rows: number[]; row: number } {
  const rows: number[] = [];
  const next = new NextHit(bytes, needles);
  let hit = next.at(0);
  let end = bytes.indexOf(newline);
  for (; end !== -1; end = bytes.indexOf(newline, end + 1)) {
    if (hit <= end) {
      rows.push(row);
      hit = next.at(end + 1);
    }
    row++;
  }
  if (hit < bytes.length) rows.push(row);
  return { rows, row };
}

/**
 * Looks through the next part of a file for the lines that hold a text. What begins in this part and ends behind it is
 * found here: parts overlap by the length of the text, so that the last lines of a part may come again with the next.
 */
export function searchSlice(fd: number, { query, place, end, sliceBytes = usualBytes }: Searched): SearchSlice {
  const needles = searchNeedles(query);
  const overlap = Math.max(0, ...needles.map(needle => needle.length)) - 1;
  const wanted = Math.min(sliceBytes + overlap, end - place.offset);
  const read = readAt(fd, place.offset, wanted);
  // A file that has become shorter ends here, too: there is nothing that another search could go on with.
  const isEnd = read.length < wanted || place.offset + read.length >= end;
  const taken = isEnd ? read.length : Math.max(0, read.length - overlap);
  const counted = hitRows(query.matchCase ? read : lowered(read), needles, place.row);
  let { row } = counted;
  for (let at = read.indexOf(newline, taken); at !== -1; at = read.indexOf(newline, at + 1)) row--;
  return { rows: counted.rows, next: { offset: place.offset + taken, row }, isEnd };
}
