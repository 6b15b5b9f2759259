import type { ImportProblem } from "../importProblem.js";
import type { AttributeValues } from "./attributeValues.js";
import type { CocoItem } from "./cocoItem.js";

/** What stays of the things of a page, and why the others do not. */
export interface KeptItems {
  readonly kept: readonly CocoItem[];
  readonly problems: readonly ImportProblem[];
}

const told = ["identity", "action", "depth_inter", "depth_intra", "text", "order"] as const;

/** Whether all that one annotation says is said by the other, too. */
const saysNoMore = (one: AttributeValues, other: AttributeValues) =>
  told.every(name => one[name] === null || one[name] === other[name]);

const byId = (a: CocoItem, b: CocoItem) => (a.annotation.qualified < b.annotation.qualified ? -1 : 1);

/** Further ones with the same box are compared with so many: nobody draws more on one spot. */
const mostCompared = 50;

/** Of things with one box those that say no more than another of them, with the one that they repeat. */
function doublesIn(items: readonly CocoItem[]): ReadonlyMap<CocoItem, CocoItem> {
  const doubles = new Map<CocoItem, CocoItem>();
  const kept: CocoItem[] = [];
  const most = (item: CocoItem) => told.filter(name => item.values[name] !== null).length;
  for (const item of [...items].sort((a, b) => most(b) - most(a) || byId(a, b))) {
    const first = kept.slice(0, mostCompared).find(other => saysNoMore(item.values, other.values));
    if (first === undefined) kept.push(item);
    else doubles.set(item, first);
  }
  return doubles;
}

/**
 * The things of a page without those that were drawn twice: the same box for the same role, with nothing said that the
 * other does not say. A panel more or a balloon more would be a wrong count and a wrong order.
 */
export function withoutDoubles(items: readonly CocoItem[]): KeptItems {
  const groups = new Map<string, CocoItem[]>();
  for (const item of items) {
    const key = [item.role, item.isCrowd, ...item.box].join(" ");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  const doubles = new Map(
    [...groups.values()].filter(({ length }) => length > 1).flatMap(group => [...doublesIn(group)]),
  );
  const problems = [...doubles].map(([{ annotation }, first]): ImportProblem => ({
    file: annotation.file,
    annotation_id: annotation.id,
    code: "same-box",
    effect: "left-out",
    detail: `as ${first.annotation.qualified}`,
  }));
  return { kept: items.filter(item => !doubles.has(item)), problems };
}
