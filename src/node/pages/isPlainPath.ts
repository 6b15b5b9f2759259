/**
 * True for a path that may be tried as it is written in a row: no URI (`file:`, `data:`, `http:`; a drive letter is none),
 * no UNC path (opening one makes Windows log in to a stranger's host), no device namespace, no NUL.
 */
export function isPlainPath(path: string): boolean {
  if (path === "" || path.includes("\0")) return false;
  return !/^[a-z][a-z0-9+.-]+:/i.test(path) && !/^[\\/]{2}/.test(path);
}
