import type * as vscode from "vscode";
import * as z from "zod";
import type { AlarmId } from "../../core/reward/alarmId.js";

const key = "loupe.toldAlarms";
const schema = z.array(z.string()).catch([]);

/** Runs come and go: what was told of the oldest is forgotten. */
const mostRemembered = 500;

const nameOf = (run: string, id: AlarmId) => `${id} ${run}`;

/** Which alarms of which runs the person was told of: each once. */
export class AlarmMemory {
  private readonly memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.memento = memento;
  }

  /** Those of the alarms that nobody was told of yet; from now on they count as told. */
  async take(run: string, ids: readonly AlarmId[]): Promise<readonly AlarmId[]> {
    const told = schema.parse(this.memento.get(key));
    const fresh = ids.filter(id => !told.includes(nameOf(run, id)));
    if (fresh.length > 0)
      await this.memento.update(key, [...told, ...fresh.map(id => nameOf(run, id))].slice(-mostRemembered));
    return fresh;
  }
}
