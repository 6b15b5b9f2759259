import { isJsonObject } from "./jsonObject.js";

/**
 * The path of a page as data name it: a string, an object with `path` or `image` (verl's `images` structs), or a list
 * whose first element is the page. Null without one; image data inside the text (`data:`) is no path.
 */
export function readImagePath(value: unknown): string | null {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const path = isJsonObject(first) ? (first["path"] ?? first["image"]) : first;
  if (typeof path !== "string" || path.trim() === "" || path.startsWith("data:")) return null;
  return path;
}
