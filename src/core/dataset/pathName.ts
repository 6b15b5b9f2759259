/** The file name at the end of a path of any system, as data of another machine write it. */
export function pathName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
