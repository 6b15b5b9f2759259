import { availableParallelism } from "node:os";
import { isMainThread } from "node:worker_threads";

/** What libuv has unless it is told before its first use; the extension host cannot be. */
const usualThreads = 4;

/**
 * Questions that are drawn at once: one a core, and the bound of the memory that pages take. Drawing and files have the
 * threads of libuv's pool, which all threads of a process share. `isGuest`: the process is somebody else's, as the extension
 * host is of the thread that works in it; then one of these threads is left to everybody else's files.
 */
export function drawnAtOnce(
  cores: number = availableParallelism(),
  threads: number = Number(process.env["UV_THREADPOOL_SIZE"]) || usualThreads,
  isGuest = !isMainThread,
): number {
  return Math.max(2, Math.min(cores, isGuest ? threads - 1 : threads));
}
