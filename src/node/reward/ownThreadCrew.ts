import type { PackedFacts } from "../../core/reward/packedFacts.js";
import type { AskJoins, FactCrew } from "./factCrew.js";
import { FactReader } from "./factReader.js";
import type { FactTask } from "./factTask.js";

/** Reads on the thread that asks, in turns: where no worker file is at hand, as in tests. */
export class OwnThreadCrew implements FactCrew {
  readonly width = 1;
  private readonly reader = new FactReader();
  private epoch = 0;

  async run(task: FactTask, ask: AskJoins): Promise<PackedFacts | null> {
    const { epoch } = this;
    // Others have the thread between two tasks, among them whoever cancels.
    await new Promise(resolve => setImmediate(resolve));
    const isCancelled = () => this.epoch !== epoch;
    const started = this.reader.start(task, isCancelled);
    if (started === null) return null;
    const answers = started.requests.length === 0 ? [] : await ask(started.requests);
    return this.reader.finish(started, answers, isCancelled);
  }

  cancel(): void {
    this.epoch++;
  }

  dispose(): Promise<void> {
    this.cancel();
    return Promise.resolve();
  }
}
