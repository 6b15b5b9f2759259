import type { TaskKind } from "../../benchmark/taskKinds.js";
import { areSameParts } from "./areSameParts.js";
import { type CellItems, joinedItems, noItems } from "./cellItems.js";
import { type AskedLayout, askedLayout, type CellLayout, joinedLayout } from "./cellLayout.js";
import { compareItems, type ItemComparison } from "./compareItems.js";
import { gatherItems } from "./gatherItems.js";
import type { AskedQuestions, GradeColumns } from "./gradeColumns.js";
import { makeCell, type OwnCell } from "./makeCell.js";
import { everyGrade, type GradeCut, type TableNames, tableNames } from "./tableNames.js";

interface Joined {
  readonly parts: readonly CellItems[];
  readonly items: CellItems;
}

/**
 * What has been made of grades so far, so that tables of the same evaluations share it: another base, or another table,
 * gathers and counts nothing again. Grades that nobody holds any more are let go.
 */
export class TableWork {
  readonly cut: GradeCut;
  private readonly names: TableNames;
  private readonly gathered = new WeakMap<GradeColumns, ReadonlyMap<TaskKind, CellItems>>();
  private readonly cells = new WeakMap<CellItems, OwnCell | null>();
  private readonly comparisons = new WeakMap<CellItems, WeakMap<CellItems, ItemComparison>>();
  private readonly layouts = new WeakMap<AskedQuestions, AskedLayout>();
  private readonly joinedLayouts = new WeakMap<
    Int32Array,
    { readonly parts: readonly Int32Array[]; readonly layout: CellLayout }[]
  >();
  private readonly joins = new WeakMap<CellItems, Joined[]>();

  constructor(cut: GradeCut = everyGrade) {
    this.cut = cut;
    this.names = tableNames(cut);
  }

  /** Numbers of items so far: each is smaller. */
  get size(): number {
    return this.names.count;
  }

  /** By task. */
  items(grades: GradeColumns): ReadonlyMap<TaskKind, CellItems> {
    const known = this.gathered.get(grades);
    if (known !== undefined) return known;
    const made = gatherItems(grades, this.layoutOf(grades.asked));
    this.gathered.set(grades, made);
    return made;
  }

  /** Cells of a row as one. */
  joined(parts: readonly CellItems[]): CellItems {
    const [first] = parts;
    if (first === undefined) return noItems();
    if (parts.length === 1) return first;
    const known = this.joins.get(first) ?? [];
    this.joins.set(first, known);
    const found = known.find(one => areSameParts(one.parts, parts));
    if (found !== undefined) return found.items;
    const items = joinedItems(parts, this.joinedLayout(parts));
    known.push({ parts, items });
    return items;
  }

  private layoutOf(asked: AskedQuestions): AskedLayout {
    const known = this.layouts.get(asked);
    if (known !== undefined) return known;
    const made = askedLayout(asked, this.names);
    this.layouts.set(asked, made);
    return made;
  }

  /** Cells that lie item by item beside each other do so when they are joined. */
  private joinedLayout(parts: readonly CellItems[]): CellLayout {
    const own = parts.map(({ items }) => items);
    const key = own[0] ?? new Int32Array(0);
    const known = this.joinedLayouts.get(key) ?? [];
    this.joinedLayouts.set(key, known);
    const found = known.find(one => areSameParts(one.parts, own));
    if (found !== undefined) return found.layout;
    const layout = joinedLayout(parts);
    known.push({ parts: own, layout });
    return layout;
  }

  /** `isOwn`: as of `makeCell`, of the run that the items are of. */
  cell(items: CellItems, isOwn: (writer: string) => boolean): OwnCell | null {
    const known = this.cells.get(items);
    if (known !== undefined) return known;
    const made = makeCell(items, isOwn);
    this.cells.set(items, made);
    return made;
  }

  readonly compared = (here: CellItems, base: CellItems): ItemComparison => {
    const own = this.comparisons.get(here) ?? new WeakMap<CellItems, ItemComparison>();
    this.comparisons.set(here, own);
    const known = own.get(base);
    if (known !== undefined) return known;
    const made = compareItems(here, base);
    own.set(base, made);
    return made;
  };
}
