import { readNodeId } from "../../node/runs/nodeId.js";
import { isInside } from "../view/isInside.js";

/**
 * Whether changed tree items mean that a metrics file has to be read again: its own item, its run's (then any item of
 * the run may have changed) or the list of runs, which is null.
 */
export function concernsFile(ids: readonly (string | null)[], file: string): boolean {
  return ids.some(text => {
    if (text === null) return true;
    const id = readNodeId(text);
    return (id?.[0] === "metrics" && id[1] === file) || (id?.[0] === "run" && isInside(file, id[1]));
  });
}
