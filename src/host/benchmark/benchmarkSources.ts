import type * as vscode from "vscode";
import * as z from "zod";

const importedKey = "loupe.benchmarkSources";
const offeredKey = "loupe.mappingSources";
const schema = z.record(z.string(), z.array(z.string())).catch({});

type ByFolder = Readonly<Record<string, readonly string[]>>;

/** Which annotated comics each benchmark's folder was made from, in this workspace. Absolute paths. */
export class BenchmarkSources {
  private readonly memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.memory = memory;
  }

  /** Those that the pages in the folder came from. */
  of(folder: string): readonly string[] {
    return this.all(importedKey)[folder] ?? [];
  }

  /** Those that a mapping in the folder is made for: offered and not imported yet, else as `of`. */
  forMapping(folder: string): readonly string[] {
    return this.all(offeredKey)[folder] ?? this.of(folder);
  }

  /** They were imported. */
  async set(folder: string, sources: readonly string[]): Promise<void> {
    await this.memory.update(importedKey, { ...this.all(importedKey), [folder]: sources });
    const others = Object.entries(this.all(offeredKey)).filter(([name]) => name !== folder);
    await this.memory.update(offeredKey, Object.fromEntries(others));
  }

  /** They are to be imported once their names have a meaning: until then the folder's pages are of others. */
  async offer(folder: string, sources: readonly string[]): Promise<void> {
    await this.memory.update(offeredKey, { ...this.all(offeredKey), [folder]: sources });
  }

  private all(key: string): ByFolder {
    return schema.parse(this.memory.get(key));
  }
}
