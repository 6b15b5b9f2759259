import type * as vscode from "vscode";
import * as z from "zod";
import { splitNames } from "../../core/benchmark/pageRecord.js";
import { evaluationInputs } from "../../core/evaluation/evaluationRun.js";
import { modelFamilyIds } from "../../core/evaluation/modelFamily.js";

const name = "loupe.evaluationsAsked";
const most = 200;

/** What a person chose when an evaluation was begun: it is gone on with in the same way. Keys are kept elsewhere. */
const askedSchema = z.object({
  dataset: z.string(),
  endpoint: z.string(),
  model: z.string(),
  family: z.enum(modelFamilyIds).nullable(),
  input: z.enum(evaluationInputs),
  splits: z.array(z.enum(splitNames)).readonly(),
  limit: z.int().positive().nullable(),
});
export type AskedEvaluation = z.infer<typeof askedSchema>;

const allSchema = z.record(z.string(), askedSchema).catch({});

/** Evaluations that were begun in this window, by folder. */
export class EvaluationMemory {
  private readonly memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.memory = memory;
  }

  of(folder: string): AskedEvaluation | null {
    return this.all()[folder] ?? null;
  }

  /** The oldest ones are forgotten where there are many. */
  async set(folder: string, asked: AskedEvaluation): Promise<void> {
    const others = Object.entries(this.all()).filter(([one]) => one !== folder);
    await this.memory.update(name, Object.fromEntries([...others.slice(1 - most), [folder, asked]]));
  }

  private all(): Readonly<Record<string, AskedEvaluation>> {
    return allSchema.parse(this.memory.get(name) ?? {});
  }
}
