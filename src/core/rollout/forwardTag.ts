import type { Tag, TagName } from "./tag.js";

/** Where the first tag of a kind stands at or behind a position; Infinity where none does. Positions must rise. */
export function forwardTag(tags: readonly Tag[], name: TagName, isClose: boolean): (from: number) => number {
  let index = 0;
  return from => {
    for (let tag = tags[index]; tag !== undefined; tag = tags[++index]) {
      if (tag.at >= from && tag.name === name && tag.isClose === isClose) return tag.at;
    }
    return Infinity;
  };
}
