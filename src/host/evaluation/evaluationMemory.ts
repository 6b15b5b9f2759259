import type * as vscode from "vscode";
import * as z from "zod";

const name = "loupe.evaluationEndpoints";
const most = 200;

const allSchema = z.record(z.string(), z.string()).catch({});

/**
 * At which address an evaluation was begun in this window: its own file names the host alone, since an address may hold more
 * than others should see. Keys are kept elsewhere.
 */
export class EvaluationMemory {
  private readonly memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.memory = memory;
  }

  /** Null: it was begun elsewhere. */
  endpointOf(folder: string): string | null {
    return this.all()[folder] ?? null;
  }

  /** The oldest ones are forgotten where there are many. */
  async set(folder: string, endpoint: string): Promise<void> {
    const others = Object.entries(this.all()).filter(([one]) => one !== folder);
    await this.memory.update(name, Object.fromEntries([...others.slice(1 - most), [folder, endpoint]]));
  }

  private all(): Readonly<Record<string, string>> {
    return allSchema.parse(this.memory.get(name) ?? {});
  }
}
