import { isJsonObject } from "../../dataset/jsonObject.js";

/** What a way leads to: a column's own name first, then steps between dots; undefined where it leads nowhere. */
export function atWay(value: unknown, way: string): unknown {
  if (isJsonObject(value) && Object.hasOwn(value, way)) return value[way];
  let at = value;
  for (const step of way.split(".")) {
    if (Array.isArray(at)) at = /^\d{1,6}$/.test(step) ? (at as readonly unknown[])[Number(step)] : undefined;
    else at = isJsonObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }
  return at;
}
