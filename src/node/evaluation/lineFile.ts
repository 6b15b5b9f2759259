import { type FileHandle, open } from "node:fs/promises";

const newline = 0x0a;

interface PendingLine {
  readonly text: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** A file of JSON lines that only grows. Lines that come while others are being written are handed to the system together. */
export class LineFile {
  readonly #handle: FileHandle;
  readonly #pending: PendingLine[] = [];
  #needsNewline: boolean;
  #writing: Promise<void> | null = null;

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
    const text = `${JSON.stringify(record)}\n`;
    return new Promise((resolve, reject) => {
      this.#pending.push({ text, resolve, reject });
      this.#writing ??= this.#writePending();
    });
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

  async #writePending(): Promise<void> {
    while (this.#pending.length > 0) {
      const lines = this.#pending.splice(0);
      const text = lines.map(line => line.text).join("");
      try {
        await this.#handle.appendFile(this.#needsNewline ? `\n${text}` : text);
        this.#needsNewline = false;
        for (const { resolve } of lines) resolve();
      } catch (error) {
        // A part of them may be there.
        this.#needsNewline = true;
        for (const { reject } of lines) reject(error);
      }
    }
    this.#writing = null;
  }
}
