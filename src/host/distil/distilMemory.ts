import type * as vscode from "vscode";
import * as z from "zod";

const name = "loupe.distilDatasets";
const most = 200;

const allSchema = z.record(z.string(), z.string()).catch({});

/** Where benchmarks are now that are not where an evaluation found them, as a person said. */
export class DistilMemory {
  private readonly memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.memory = memory;
  }

  /** Null: where it was. */
  datasetOf(folder: string): string | null {
    return this.all()[folder] ?? null;
  }

  /** The oldest ones are forgotten where there are many. */
  async setDataset(folder: string, dataset: string): Promise<void> {
    const others = Object.entries(this.all()).filter(([one]) => one !== folder);
    await this.memory.update(name, Object.fromEntries([...others.slice(1 - most), [folder, dataset]]));
  }

  private all(): Readonly<Record<string, string>> {
    return allSchema.parse(this.memory.get(name) ?? {});
  }
}
