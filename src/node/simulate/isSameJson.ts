import { isDeepStrictEqual } from "node:util";

/** Whether two values would be read alike from a JSON file, whatever the order of their keys. */
export function isSameJson(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}
