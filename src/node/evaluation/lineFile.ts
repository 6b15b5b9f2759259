import { type FileHandle, open } from "node:fs/promises";

const newline = 0x0a;

/** A file of JSON lines that only grows: one line after another, each handed to the system before the next begins. */
export class LineFile {
  readonly #handle: FileHandle;
  #needsNewline: boolean;
  #writing: Promise<void> = Promise.resolve();

  private constructor(handle: FileHandle, needsNewline: boolean) {
    this.#handle = handle;
    this.#needsNewline = needsNewline;
  }

  /** Opens it, or begins it; a last line that a crash tore is ended first. Rejects when the disk does. */
  static async open(path: string): Promise<LineFile> {
    const handle = await open(path, "a+");
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    return new LineFile(handle, size > 0 && last[0] !== newline);
  }

  /** Comes back when the line is written. Rejects when the disk does. */
  add(record: object): Promise<void> {
    const line = `${JSON.stringify(record)}\n`;
    const written = this.#writing.then(async () => {
      await this.#handle.write(this.#needsNewline ? `\n${line}` : line);
      this.#needsNewline = false;
    });
    this.#writing = written.catch(() => undefined);
    return written;
  }

  /** Waits for what is being written, and for the disk. */
  async close(): Promise<void> {
    await this.#writing;
    try {
      await this.#handle.sync();
    } finally {
      await this.#handle.close();
    }
  }
}
