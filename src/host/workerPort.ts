import type { Worker } from "node:worker_threads";
import type { Port } from "../protocol/rpc.js";

/** A worker thread as a channel. */
export function workerPort(worker: Worker): Port {
  return {
    post: message => worker.postMessage(message),
    listen(receive) {
      worker.on("message", receive);
      return { dispose: () => void worker.off("message", receive) };
    },
  };
}
