import type * as vscode from "vscode";
import * as z from "zod";
import { coordinateSpaces, type CoordinateSpace } from "../core/page/coordinateSpace.js";

const schema = z.record(z.string(), z.enum(coordinateSpaces)).catch({});

/** The coordinate spaces that were chosen in the view, by the run's id, kept in the workspace's state. */
export class SpaceMemory {
  private readonly memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.memento = memento;
  }

  all(): Readonly<Record<string, CoordinateSpace>> {
    return schema.parse(this.memento.get("loupe.spaceByRun"));
  }

  /** Null goes back to guessing. */
  async set(run: string, space: CoordinateSpace | null): Promise<void> {
    const others = Object.entries(this.all()).filter(([key]) => key !== run);
    await this.memento.update(
      "loupe.spaceByRun",
      Object.fromEntries(space === null ? others : [...others, [run, space]]),
    );
  }
}
