import type { MessagePort } from "node:worker_threads";
import { comparedFigures } from "../../core/simulate/miniature/comparedFigure.js";
import { miniatureHistory } from "../../core/simulate/miniature/miniatureHistory.js";
import { openMiniature } from "../../core/simulate/miniature/openMiniature.js";
import type { FromMiniatureThread, ToMiniatureThread } from "./askedTraining.js";

function trained({ place, training: { options, strategy } }: ToMiniatureThread): FromMiniatureThread {
  try {
    return { ...miniatureHistory(openMiniature(options, strategy), options.steps), place };
  } catch (error) {
    return { kind: "failed", place, error };
  }
}

/** Columns are handed over instead of copied. */
const moved = (message: FromMiniatureThread): readonly ArrayBuffer[] =>
  message.kind === "trained" ? comparedFigures.map(figure => message.history[figure].buffer) : [];

/** Trains what it is told to, one after the other, on a thread of its own. */
export function serveMiniatures(port: MessagePort): void {
  port.on("message", (message: ToMiniatureThread) => {
    const answer = trained(message);
    port.postMessage(answer, [...moved(answer)]);
  });
}
