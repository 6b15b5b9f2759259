import { parentPort } from "node:worker_threads";
import { serveLines } from "./node/lines/serveLines.js";

/** Composition root of the thread that reads files of lines. */
function main(): void {
  if (parentPort === null) throw new Error("linesWorker.js runs as a worker thread only");
  serveLines(parentPort);
}

main();
