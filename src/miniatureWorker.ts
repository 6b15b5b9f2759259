import { parentPort } from "node:worker_threads";
import { serveMiniatures } from "./node/simulate/serveMiniatures.js";

/** Composition root of a thread that trains miniatures to compare them. */
function main(): void {
  if (parentPort === null) throw new Error("miniatureWorker.js runs as a worker thread only");
  serveMiniatures(parentPort);
}

main();
