import type { FilterAtom } from "../../../core/filter/filterExpression.js";
import type { IndexedFile } from "../../index/indexedFile.js";

/** A row's state in its first byte; then one byte for each condition. */
const [unread, read, unreadable] = [0, 1, 2];
const [isFalse, isTrue] = [1, 2];

interface Marks {
  readonly generation: number;
  bytes: Uint8Array;
}

/**
 * Which conditions of one expression rows fulfil, of the conditions that only their text tells: one byte each, so that no
 * text is kept and none is read twice. Of a rewritten file nothing is known any more.
 */
export class AtomMarks {
  readonly atoms: readonly FilterAtom[];
  private readonly files = new Map<string, Marks>();
  private readonly places: ReadonlyMap<FilterAtom, number>;

  constructor(atoms: readonly FilterAtom[]) {
    this.atoms = atoms;
    this.places = new Map(atoms.map((atom, i) => [atom, i + 1] as const));
  }

  /** Null while the row was not read, for good where it cannot be, and of conditions that are not among `atoms`. */
  get(file: IndexedFile, row: number, atom: FilterAtom): boolean | null {
    const place = this.places.get(atom);
    if (place === undefined) return null;
    const mark = this.byteAt(file, row, place);
    return mark === isTrue ? true : mark === isFalse ? false : null;
  }

  /** True once the row was read, or could not be: asking again would tell no more. */
  wasRead(file: IndexedFile, row: number): boolean {
    return this.byteAt(file, row, 0) !== unread;
  }

  /** What was found of a row, in the order of `atoms`; null: it could not be read. */
  set(file: IndexedFile, row: number, found: readonly boolean[] | null): void {
    const { bytes } = this.roomFor(file, row);
    const at = row * this.width;
    bytes[at] = found === null ? unreadable : read;
    found?.forEach((holds, i) => (bytes[at + 1 + i] = holds ? isTrue : isFalse));
  }

  forget(isGone: (path: string) => boolean): void {
    for (const path of this.files.keys()) if (isGone(path)) this.files.delete(path);
  }

  private get width(): number {
    return this.atoms.length + 1;
  }

  private byteAt(file: IndexedFile, row: number, place: number): number {
    const found = this.files.get(file.path);
    return found?.generation === file.generation ? (found.bytes[row * this.width + place] ?? unread) : unread;
  }

  private roomFor(file: IndexedFile, row: number): Marks {
    const found = this.files.get(file.path);
    const known =
      found?.generation === file.generation ? found : { generation: file.generation, bytes: new Uint8Array() };
    const needed = Math.max(row + 1, file.columns.count) * this.width;
    if (known.bytes.length < needed) {
      const grown = new Uint8Array(needed);
      grown.set(known.bytes);
      known.bytes = grown;
    }
    this.files.set(file.path, known);
    return known;
  }
}
