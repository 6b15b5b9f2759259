/** A mapping of beginnings of paths: `from` as rows write it, `to` a folder here, both up to and with the separator. */
export interface PathPrefix {
  readonly from: string;
  readonly to: string;
}

const forward = (path: string): string => path.replaceAll("\\", "/");

/** True when `from` ends at a folder's end in the path: "/data" does not begin "/database/a.png". */
function isBeginning(from: string, path: string): boolean {
  return from !== "" && path.startsWith(from) && (from.endsWith("/") || path[from.length] === "/");
}

/** The local paths that the prefixes make of a written path, the longest prefix first. Both separators count as one. */
export function applyPrefixes(written: string, prefixes: readonly PathPrefix[]): readonly string[] {
  const path = forward(written);
  return prefixes
    .filter(({ from }) => isBeginning(forward(from), path))
    .toSorted((a, b) => b.from.length - a.from.length)
    .map(({ from, to }) => {
      const rest = path.slice(from.length);
      return /[\\/]$/.test(to) || rest.startsWith("/") ? to + rest : `${to}/${rest}`;
    });
}

/** How many last parts of two paths are the same. */
function commonParts(one: string, other: string): number {
  const parts = forward(one).split("/").toReversed();
  const others = forward(other).split("/").toReversed();
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
