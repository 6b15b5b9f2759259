import { forwardSlashes } from "./forwardSlashes.js";
import type { PathPrefix } from "./pathPrefix.js";

/** How many last parts of two paths are the same. */
function commonParts(one: string, other: string): number {
  const parts = forwardSlashes(one).split("/").toReversed();
  const others = forwardSlashes(other).split("/").toReversed();
  const differs = parts.findIndex((part, index) => part !== others[index]);
  return differs === -1 ? parts.length : differs;
}

/** A path without its last `count` parts, with the separator that stood before them. */
function head(path: string, count: number): string {
  const parts = path.split(/(?<=[\\/])/);
  return parts.slice(0, Math.max(0, parts.length - count)).join("");
}

/**
 * The one local path that shares more of its end with the written path than any other does (its file name and at least one
 * folder), and the prefix mapping that follows from it; null when none or several do.
 */
export function prefixOffer(
  written: string,
  candidates: readonly string[],
): { readonly path: string; readonly offer: PathPrefix } | null {
  const common = candidates.map(candidate => commonParts(written, candidate));
  const most = Math.max(0, ...common);
  const [path, ...others] = candidates.filter((_, index) => common[index] === most);
  if (path === undefined || others.length > 0 || most < 2) return null;
  const from = head(written, most);
  return from === "" ? null : { path, offer: { from, to: head(path, most) } };
}
