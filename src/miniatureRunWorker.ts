import { parentPort } from "node:worker_threads";
import { serveRun } from "./node/simulate/runThread.js";

/** Composition root of a thread that trains a miniature and writes it as a run. */
function main(): void {
  if (parentPort === null) throw new Error("miniatureRunWorker.js runs as a worker thread only");
  serveRun(parentPort);
}

main();
