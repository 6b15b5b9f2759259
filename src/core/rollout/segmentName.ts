/** A part of a file that a pull kept because the file on the host shrank or was replaced: `<name>.<number>.segment`. */
export interface SegmentName {
  /** Of the file that it is an earlier part of, e.g. `12.jsonl`. */
  readonly name: string;
  /** From 1; the oldest part has the lowest. */
  readonly number: number;
}

/** Six digits: more parts of one file than anybody keeps. */
const pattern = /^(.+)\.([1-9]\d{0,5})\.segment$/s;

/** The name that a part is kept under, beside the file. `number` from 1. */
export const writeSegmentName = ({ name, number }: SegmentName): string => `${name}.${String(number)}.segment`;

/** What the name of a kept part says; null for a name of another form. Names without folders. */
export function readSegmentName(fileName: string): SegmentName | null {
  const [, name, number] = pattern.exec(fileName) ?? [];
  return name === undefined || number === undefined ? null : { name, number: Number(number) };
}

/** The name for the next part of a file, given the names of what stands beside it: after every part kept so far. */
export function nextSegmentName(name: string, beside: Iterable<string>): string {
  let last = 0;
  for (const other of beside) {
    const part = readSegmentName(other);
    if (part?.name === name) last = Math.max(last, part.number);
  }
  return writeSegmentName({ name, number: last + 1 });
}
