import { isJsonObject, type JsonObject } from "../dataset/jsonObject.js";

/** One message of a branch. */
export interface BranchNode {
  readonly message: JsonObject;
  /** A model's call made it, whatever its role. */
  readonly sampled: boolean;
}

/**
 * The messages of the last branch of a message graph, from its root: nodes name their predecessor by its place in the list
 * (`parent`), and each node that none names ends a branch. A parent that is not there, or that comes later, ends the walk.
 */
export function lastBranch(logged: unknown): readonly BranchNode[] {
  const nodes: readonly unknown[] = Array.isArray(logged) ? logged : [];
  const parentOf = (at: number): number => {
    const node = nodes[at];
    const parent = isJsonObject(node) ? node["parent"] : null;
    // A predecessor stands before its successor, so that no walk goes around in a circle.
    return typeof parent === "number" && Number.isInteger(parent) && parent >= 0 && parent < at ? parent : -1;
  };
  const branch: BranchNode[] = [];
  for (let at = nodes.length - 1; at >= 0; at = parentOf(at)) {
    const node = nodes[at];
    const message = isJsonObject(node) ? node["message"] : undefined;
    if (isJsonObject(node) && isJsonObject(message)) branch.push({ message, sampled: node["sampled"] === true });
  }
  return branch.reverse();
}
