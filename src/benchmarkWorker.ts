import { parentPort } from "node:worker_threads";
import { serveBenchmarkWork } from "./node/benchmark/benchmarkWork.js";

/** Composition root of a thread that imports, builds, exports or has texts written. */
function main(): void {
  if (parentPort === null) throw new Error("benchmarkWorker.js runs as a worker thread only");
  serveBenchmarkWork(parentPort);
}

main();
