import { parentPort, workerData } from "node:worker_threads";
import type { SearchThreadData } from "./node/search/searchTask.js";
import { serveSearch } from "./node/search/serveSearch.js";

/** Composition root of a thread that searches texts. It is started by `startSearchThread`, which says what for. */
function main(): void {
  if (parentPort === null) throw new Error("searchWorker.js runs as a worker thread only");
  serveSearch(parentPort, workerData as SearchThreadData);
}

main();
