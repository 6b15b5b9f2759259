import { readNodeId } from "../../node/runs/nodeId.js";
import { isInside } from "../view/isInside.js";

/** Whether changed tree items mean that a run's rollouts changed: the list of runs (null), the run, or what lies in its folder. */
export function concernsRun(ids: readonly (string | null)[], run: string): boolean {
  return ids.some(text => {
    const place = text === null ? null : readNodeId(text)?.[1];
    return place === null || place === undefined || isInside(place, run);
  });
}
