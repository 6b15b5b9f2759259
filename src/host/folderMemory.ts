import type * as vscode from "vscode";
import * as z from "zod";

const most = 200;

const allSchema = z.record(z.string(), z.string()).catch({});

/** One text for each of many folders, kept over restarts. */
export class FolderMemory {
  private readonly memory: vscode.Memento;
  private readonly name: string;

  /** `name`: under which all of them are kept. */
  constructor(memory: vscode.Memento, name: string) {
    this.memory = memory;
    this.name = name;
  }

  /** Null: nothing is kept of the folder. */
  of(folder: string): string | null {
    return this.all()[folder] ?? null;
  }

  /** The oldest ones are forgotten where there are many. */
  async set(folder: string, text: string): Promise<void> {
    const others = Object.entries(this.all()).filter(([one]) => one !== folder);
    await this.memory.update(this.name, Object.fromEntries([...others.slice(1 - most), [folder, text]]));
  }

  private all(): Readonly<Record<string, string>> {
    return allSchema.parse(this.memory.get(this.name) ?? {});
  }
}
