import { parentPort } from "node:worker_threads";
import { serveGrading } from "./node/evaluation/serveGrading.js";

/** Composition root of a thread that grades evaluations for tables. */
function main(): void {
  if (parentPort === null) throw new Error("gradingWorker.js runs as a worker thread only");
  serveGrading(parentPort);
}

main();
