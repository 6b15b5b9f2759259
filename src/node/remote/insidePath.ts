/** A path inside a folder, as it is. A plan that leaves its folder is a mistake of ours, not of a host, and throws. */
export function insidePath(path: string): string {
  if (path === "" || path.startsWith("/") || path.split("/").includes(".."))
    throw new RangeError(`not inside: ${path}`);
  return path;
}
