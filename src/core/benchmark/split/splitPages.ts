import type { BuildOptions } from "../buildOptions.js";
import type { PageRecord, SplitName } from "../pageRecord.js";
import { givenSplit } from "./givenSplit.js";
import { leaks, type Leak } from "./leaks.js";
import { fewestUnits, seededSplit } from "./seededSplit.js";
import type { SplitOf, SplitUnit } from "./splitUnit.js";

/** Why everything is for training although other splits were asked for. */
export const unpartedCodes = [
  /** Too few issues; there are pages enough. */
  "few-issues",
  /** Too few pages that are not the same picture. */
  "few-pages",
] as const;
export interface Unparted {
  readonly code: (typeof unpartedCodes)[number];
  /** Issues or pictures that give questions. */
  readonly units: number;
}

export type PageSplits =
  | {
      readonly kind: "split";
      /** By id of the page. */
      readonly of: SplitOf;
      /** Ids of issues, or of pages where the split is by page. */
      readonly members: Readonly<Record<SplitName, readonly string[]>>;
      readonly cluster: "issue" | "page";
      /** Null where the pages were parted, or nobody wanted it. */
      readonly unparted: Unparted | null;
    }
  /** The set puts pages of one issue into two splits. */
  | { readonly kind: "leak"; readonly leaks: readonly Leak[] }
  /** The set says nothing about these pages, by id. */
  | { readonly kind: "no-split"; readonly pages: readonly string[] };

const byCode = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function membersOf(splits: Iterable<readonly [string, SplitName]>): Record<SplitName, readonly string[]> {
  const members: Record<SplitName, string[]> = { train: [], val: [], test: [] };
  for (const [id, split] of new Map(splits)) members[split].push(id);
  for (const list of Object.values(members)) list.sort(byCode);
  return members;
}

function given(pages: readonly PageRecord[]): PageSplits {
  const known = pages.flatMap(page => {
    const split = givenSplit(page);
    return split === null ? [] : [{ page, split }];
  });
  const without = pages.filter(page => givenSplit(page) === null).map(({ id }) => id);
  if (without.length > 0) return { kind: "no-split", pages: without };
  const found = leaks(
    known.map(({ page, split }) => ({ page_id: page.id, split })),
    pages,
    "issue",
  );
  if (found.length > 0) return { kind: "leak", leaks: found };
  return {
    kind: "split",
    of: new Map(known.map(({ page, split }) => [page.id, split])),
    members: membersOf(known.map(({ page, split }) => [page.issue_id, split])),
    cluster: "issue",
    unparted: null,
  };
}

/** The smaller id stands for both, so that the order of pages plays no part. */
function join(parent: Map<string, string>, a: string, b: string): void {
  const [smaller, larger] = byCode(a, b) < 0 ? [a, b] : [b, a];
  parent.set(larger, smaller);
}

/** Pages with the same bytes are one page that is there twice: they go together, issues and all. */
function clusterOf(pages: readonly PageRecord[], unitOf: (page: PageRecord) => string): ReadonlyMap<string, string> {
  const parent = new Map<string, string>();
  const root = (unit: string): string => {
    const above = parent.get(unit) ?? unit;
    return above === unit ? unit : root(above);
  };
  const byImage = new Map<string, string>();
  for (const page of pages) {
    const unit = unitOf(page);
    if (!parent.has(unit)) parent.set(unit, unit);
    const first = page.image.sha256 === null ? undefined : byImage.get(page.image.sha256);
    if (first !== undefined) join(parent, root(unit), root(first));
    else if (page.image.sha256 !== null) byImage.set(page.image.sha256, unit);
  }
  return new Map([...parent.keys()].map(unit => [unit, root(unit)]));
}

type UnitOf = (page: PageRecord) => string;

function unitsOf(
  pages: readonly PageRecord[],
  weights: ReadonlyMap<string, number>,
  unitOf: UnitOf,
  clusters: ReadonlyMap<string, string>,
): readonly SplitUnit[] {
  const sums = new Map<string, number>();
  for (const page of pages) {
    const unit = clusters.get(unitOf(page)) ?? unitOf(page);
    sums.set(unit, (sums.get(unit) ?? 0) + (weights.get(page.id) ?? 0));
  }
  return [...sums].map(([id, weight]) => ({ id, weight }));
}

const asking = (units: readonly SplitUnit[]) => units.filter(({ weight }) => weight > 0).length;

/** Why `units` were not parted; null where they could be, or where there is nothing to part. */
function unpartedOf(
  units: readonly SplitUnit[],
  pages: readonly PageRecord[],
  weights: ReadonlyMap<string, number>,
  { split }: BuildOptions,
): Unparted | null {
  const count = asking(units);
  if (split.val + split.test === 0 || count === 0 || count >= fewestUnits) return null;
  const pageOf: UnitOf = ({ id }) => id;
  const pictures = asking(unitsOf(pages, weights, pageOf, clusterOf(pages, pageOf)));
  const isByIssue = split.by === "issue" && pictures >= fewestUnits;
  return isByIssue ? { code: "few-issues", units: count } : { code: "few-pages", units: pictures };
}

function seeded(
  pages: readonly PageRecord[],
  weights: ReadonlyMap<string, number>,
  cluster: "issue" | "page",
  options: BuildOptions,
): PageSplits {
  const unitOf: UnitOf = page => (cluster === "issue" ? page.issue_id : page.id);
  const clusters = clusterOf(pages, unitOf);
  const units = unitsOf(pages, weights, unitOf, clusters);
  const split = seededSplit(units, options);
  const of = (page: PageRecord) => split.get(clusters.get(unitOf(page)) ?? "") ?? "train";
  return {
    kind: "split",
    of: new Map(pages.map(page => [page.id, of(page)])),
    members: membersOf(pages.map(page => [unitOf(page), of(page)])),
    cluster,
    unparted: unpartedOf(units, pages, weights, options),
  };
}

/** Which page goes into which split. `weights`: questions by id of the page. */
export function splitPages(
  pages: readonly PageRecord[],
  weights: ReadonlyMap<string, number>,
  options: BuildOptions,
): PageSplits {
  const { by } = options.split;
  return by === "given" ? given(pages) : seeded(pages, weights, by, options);
}
