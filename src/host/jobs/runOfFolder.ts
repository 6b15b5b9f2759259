import type { RunNode } from "../../protocol/treeNode.js";
import type { RunsWorker } from "../runsWorker.js";
import { isInside } from "../view/isInside.js";

/** The run that the Runs tree shows of a job's folder: the folder itself or the first one in it; null while there is none. */
export async function runOfFolder(worker: RunsWorker, folder: string): Promise<RunNode | null> {
  const query = { order: { key: "file", descending: false }, filters: [] } as const;
  const roots = await (await worker.api()).children({ id: null, query });
  const runs = roots.filter(root => root.kind === "run");
  return runs.find(({ path }) => path === folder) ?? runs.find(({ path }) => isInside(path, folder)) ?? null;
}
