import type { MessagePort } from "node:worker_threads";
import type { PackedFacts } from "../../core/reward/packedFacts.js";
import type { FromFactThread, ToFactThread } from "./factMessages.js";
import type { FactTask } from "./factTask.js";
import { FactReader, type StartedTask } from "./factReader.js";

interface Waiting {
  readonly started: StartedTask;
  readonly isCancelled: () => boolean;
}

/**
 * Reads tasks on a thread of its own. While the answers for one are on their way, the next one is parsed. `epoch` is
 * shared with the thread that asks: a task of another epoch is given up before its next row.
 */
export function serveFacts(port: MessagePort, epoch: Int32Array): void {
  const reader = new FactReader();
  const waiting = new Map<number, Waiting>();
  const post = (message: FromFactThread, moved: readonly ArrayBuffer[] = []) => port.postMessage(message, [...moved]);
  const finish = (id: number, facts: PackedFacts | null) =>
    post({ kind: "done", id, facts }, facts === null ? [] : buffersOf(facts));

  const begin = (id: number, task: FactTask, isCancelled: () => boolean) => {
    const started = reader.start(task, isCancelled);
    if (started === null) finish(id, null);
    else if (started.requests.length === 0) finish(id, reader.finish(started, [], isCancelled));
    else {
      waiting.set(id, { started, isCancelled });
      post({ kind: "ask", id, requests: started.requests });
    }
  };

  port.on("message", (message: ToFactThread) => {
    const { id } = message;
    switch (message.kind) {
      case "task": {
        const isCancelled = () => Atomics.load(epoch, 0) !== message.epoch;
        const loading = reader.prepare(message.task);
        if (loading === null) begin(id, message.task, isCancelled);
        else
          loading
            .then(() => begin(id, message.task, isCancelled))
            .catch((error: unknown) => {
              // Outside of the promise, where it ends the thread as an error of any other task does.
              setImmediate(() => {
                throw error;
              });
            });
        return;
      }
      case "answers": {
        const found = waiting.get(id);
        waiting.delete(id);
        if (found !== undefined) finish(id, reader.finish(found.started, message.answers, found.isCancelled));
      }
    }
  });
}

/** Handed over instead of copied. */
const buffersOf = ({ whole, real, calls }: PackedFacts): readonly ArrayBuffer[] =>
  [whole, real, calls.words, calls.ious, calls.boxes].map(({ buffer }) => buffer);
