import { createHash, randomUUID } from "node:crypto";
import { access, mkdir, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { imageKind, imageKinds } from "../pages/imageKind.js";

interface StoredFile {
  readonly path: string;
  readonly bytes: number;
  readonly usedMs: number;
}

/**
 * Page images that were extracted from datasets, as files in one folder, bounded by bytes: the ones used longest ago go
 * first. Several windows may share the folder: a file appears whole (temp + rename), and one that another window dropped
 * is simply extracted again.
 */
export class ImageStore {
  private readonly folder: string;
  private readonly maxBytes: number;
  private readonly pending = new Map<string, Promise<string | null>>();

  constructor(folder: string, maxBytes: number) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  /**
   * The path of the image that `key` names, extracting it first where it is not there; null when it is larger than the
   * whole store may be. Rejects with what `extract` or the file system throws.
   */
  keep(key: string, extract: () => Promise<Uint8Array>): Promise<string | null> {
    const known = this.pending.get(key);
    if (known !== undefined) return known;
    const path = this.find(key, extract).finally(() => this.pending.delete(key));
    this.pending.set(key, path);
    return path;
  }

  private async find(key: string, extract: () => Promise<Uint8Array>): Promise<string | null> {
    const name = createHash("sha256").update(key).digest("hex").slice(0, 32);
    for (const kind of [...imageKinds, "bin"]) {
      const path = join(this.folder, `${name}.${kind}`);
      if (await isUsed(path)) return path;
    }
    const bytes = await extract();
    if (bytes.length > this.maxBytes) return null;
    const path = join(this.folder, `${name}.${imageKind(bytes) ?? "bin"}`);
    await mkdir(this.folder, { recursive: true });
    await writeWhole(path, bytes);
    await this.dropOldest(path);
    return path;
  }

  private async dropOldest(newest: string): Promise<void> {
    const files = (await listFiles(this.folder)).filter(file => file.path !== newest);
    let total = (await stat(newest)).size + files.reduce((sum, file) => sum + file.bytes, 0);
    for (const file of files.toSorted((a, b) => a.usedMs - b.usedMs)) {
      if (total <= this.maxBytes) return;
      await rm(file.path, { force: true });
      total -= file.bytes;
    }
  }
}

/** True when the file is there; its time then says that it was used now. */
async function isUsed(path: string): Promise<boolean> {
  try {
    await access(path);
    const now = new Date();
    await utimes(path, now, now);
    return true;
  } catch {
    // Absent, or dropped by another window just now: either way it has to be extracted.
    return false;
  }
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function listFiles(folder: string): Promise<readonly StoredFile[]> {
  const files: StoredFile[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(folder, entry.name);
    try {
      const { size, mtimeMs } = await stat(path);
      files.push({ path, bytes: size, usedMs: mtimeMs });
    } catch {
      // Dropped by another window between listing and looking: it takes no room any more.
    }
  }
  return files;
}
