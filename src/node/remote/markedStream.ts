const nothing = Buffer.alloc(0);

/**
 * Cuts a stream at marks, wherever the chunks break. What comes while no mark is awaited goes to `onNoise`. Marks are random,
 * so that no output of a script can be taken for one.
 */
export class MarkedStream {
  readonly #onNoise: (bytes: Buffer) => void;
  #held: Buffer = nothing;
  #wanted: Wanted | null = null;

  constructor(onNoise: (bytes: Buffer) => void) {
    this.#onNoise = onNoise;
  }

  /** `onBytes` is given everything up to the mark, `onMark` is called at it and may await the next one. */
  expect(mark: string, onBytes: (bytes: Buffer) => void, onMark: () => void): void {
    this.#wanted = { mark: Buffer.from(mark, "latin1"), onBytes, onMark };
    const held = this.#held;
    this.#held = nothing;
    if (held.length > 0) this.push(held);
  }

  push(chunk: Buffer): void {
    const wanted = this.#wanted;
    if (wanted === null) {
      this.#onNoise(chunk);
      return;
    }
    const bytes = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : chunk;
    const at = bytes.indexOf(wanted.mark);
    if (at < 0) this.#pass(bytes, wanted);
    else this.#meet(bytes, at, wanted);
  }

  /** Hands on all but what may be the beginning of the mark: the last line of a log waits for nothing. */
  #pass(bytes: Buffer, { mark, onBytes }: Wanted): void {
    let held = Math.min(bytes.length, mark.length - 1);
    while (held > 0 && !bytes.subarray(bytes.length - held).equals(mark.subarray(0, held))) held -= 1;
    const certain = bytes.length - held;
    this.#held = bytes.subarray(certain);
    if (certain > 0) onBytes(bytes.subarray(0, certain));
  }

  #meet(bytes: Buffer, at: number, { mark, onBytes, onMark }: Wanted): void {
    this.#held = nothing;
    this.#wanted = null;
    if (at > 0) onBytes(bytes.subarray(0, at));
    onMark();
    const rest = bytes.subarray(at + mark.length);
    if (rest.length > 0) this.push(rest);
  }
}

interface Wanted {
  readonly mark: Buffer;
  readonly onBytes: (bytes: Buffer) => void;
  readonly onMark: () => void;
}
