import type * as vscode from "vscode";
import * as z from "zod";

const name = "loupe.evaluationList";

const listSchema = z
  .object({ opened: z.array(z.string()).readonly(), removed: z.array(z.string()).readonly() })
  .catch({ opened: [], removed: [] });
type Lists = z.infer<typeof listSchema>;

/** What a person put on the list of evaluations beyond what is found in the opened folders, and what was taken off it. */
export class EvaluationList {
  private readonly memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.memory = memory;
  }

  /** Folders, absolute. */
  get opened(): readonly string[] {
    return this.lists().opened;
  }

  isRemoved(folder: string): boolean {
    return this.lists().removed.includes(folder);
  }

  async open(folder: string): Promise<void> {
    const { opened, removed } = this.lists();
    await this.save({ opened: [...without(opened, folder), folder], removed: without(removed, folder) });
  }

  /** Nothing on disk is touched. */
  async remove(folder: string): Promise<void> {
    const { opened, removed } = this.lists();
    await this.save({ opened: without(opened, folder), removed: [...without(removed, folder), folder] });
  }

  private lists(): Lists {
    return listSchema.parse(this.memory.get(name) ?? {});
  }

  private async save(lists: Lists): Promise<void> {
    await this.memory.update(name, lists);
  }
}

const without = (folders: readonly string[], folder: string): readonly string[] =>
  folders.filter(one => one !== folder);
