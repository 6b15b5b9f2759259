import { parentPort, workerData } from "node:worker_threads";
import { serveFacts } from "./node/reward/serveFacts.js";

/** Composition root of a thread that reads rollouts for the reward views. Its data is the epoch that it shares. */
function main(): void {
  if (parentPort === null || !(workerData instanceof Int32Array))
    throw new Error("factWorker.js runs as a worker thread only");
  serveFacts(parentPort, workerData);
}

main();
