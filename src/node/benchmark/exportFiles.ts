import { createHash } from "node:crypto";
import { mkdir, open, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A file of an export, as its manifest lists it. */
export interface ExportedFile {
  /** In the export's folder, with forward slashes. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Records in it; null for what holds none. */
  readonly rows: number | null;
}

/** A file that is written piece by piece. */
export interface GrowingFile {
  write(piece: string | Uint8Array): Promise<void>;
  /** Ends it; `name` gives it another name, made of the hash of what is in it. */
  end(rows: number | null, name?: (sha256: string) => string): Promise<void>;
}

/** Writes the files of an export into a folder and keeps the books for its manifest. */
export class ExportFiles {
  readonly folder: string;
  private readonly files = new Map<string, ExportedFile>();
  private readonly growing = new Set<{ close(): Promise<void> }>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** What was written so far, by path. */
  get list(): readonly ExportedFile[] {
    return [...this.files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  at(path: string): ExportedFile | null {
    return this.files.get(path) ?? null;
  }

  async write(path: string, content: string | Uint8Array, rows: number | null = null): Promise<void> {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    await this.room(path);
    await writeFile(join(this.folder, path), bytes, { flag: "wx" });
    this.files.set(path, { path, sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length, rows });
  }

  async grow(path: string): Promise<GrowingFile> {
    await this.room(path);
    const handle = await open(join(this.folder, path), "wx");
    this.growing.add(handle);
    const hash = createHash("sha256");
    let bytes = 0;
    return {
      write: async piece => {
        const chunk = typeof piece === "string" ? Buffer.from(piece) : piece;
        hash.update(chunk);
        bytes += chunk.length;
        await handle.writeFile(chunk);
      },
      end: async (rows, name) => {
        this.growing.delete(handle);
        await handle.close();
        const sha256 = hash.digest("hex");
        const final = name?.(sha256) ?? path;
        if (final !== path) await rename(join(this.folder, path), join(this.folder, final));
        this.files.set(final, { path: final, sha256, bytes, rows });
      },
    };
  }

  /** Closes what is still open, where an export ends early. */
  async close(): Promise<void> {
    for (const handle of this.growing) await handle.close().catch(() => undefined);
    this.growing.clear();
  }

  private async room(path: string): Promise<void> {
    await mkdir(dirname(join(this.folder, path)), { recursive: true });
  }
}
