import type * as vscode from "vscode";
import * as z from "zod";

const storageKey = "loupe.benchmarkSources";
const schema = z.record(z.string(), z.array(z.string())).catch({});

/** Which annotated comics each benchmark's folder was made from, in this workspace. Absolute paths. */
export class BenchmarkSources {
  private readonly memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.memory = memory;
  }

  of(folder: string): readonly string[] {
    return this.all()[folder] ?? [];
  }

  async set(folder: string, sources: readonly string[]): Promise<void> {
    await this.memory.update(storageKey, { ...this.all(), [folder]: sources });
  }

  private all(): Readonly<Record<string, readonly string[]>> {
    return schema.parse(this.memory.get(storageKey));
  }
}
