import type { Box } from "../../page/box.js";
import { isJsonObject } from "../../dataset/jsonObject.js";
import type { CocoDraft, DraftAnnotation } from "../import/cocoDraft.js";

/** An annotation to be shown to the person who says what its names mean. */
export interface AnnotationExample {
  /** The page's image, as annotated, and the split that its name says. */
  readonly image: string;
  readonly split: string | null;
  /** In pixels as annotated. */
  readonly box: Box;
}

/** Two things of one page, of one panel if possible, with different values of a depth. */
export interface DepthExample {
  readonly attribute: string;
  readonly image: string;
  readonly split: string | null;
  readonly smaller: { readonly box: Box; readonly value: number };
  readonly larger: { readonly box: Box; readonly value: number };
}

/** Least side in pixels of what can be told by looking at it. */
const leastSide = 40;
/** Pages that are looked through: an example need not be the best of all. */
const mostPages = 60;

/** x, y, width and height as COCO has them; null where they are no box that can be seen. */
function boxOf({ value }: DraftAnnotation): Box | null {
  if (!Array.isArray(value.bbox) || value.bbox.length !== 4) return null;
  const [x, y, width, height] = value.bbox.map(Number);
  if (x === undefined || y === undefined || width === undefined || height === undefined) return null;
  if (![x, y].every(Number.isFinite) || !(width >= leastSide) || !(height >= leastSide)) return null;
  return [x, y, x + width, y + height];
}

const areaOf = ([x1, y1, x2, y2]: Box) => (x2 - x1) * (y2 - y1);

interface Boxed {
  readonly draft: CocoDraft;
  readonly annotation: DraftAnnotation;
  readonly box: Box;
}

function boxedOf(drafts: readonly CocoDraft[]): readonly Boxed[] {
  return drafts.slice(0, mostPages).flatMap(draft =>
    draft.annotations.flatMap(annotation => {
      const box = annotation.value.iscrowd === 1 ? null : boxOf(annotation);
      return box === null ? [] : [{ draft, annotation, box }];
    }),
  );
}

const asExample = ({ draft, box }: Boxed): AnnotationExample => ({ image: draft.name, split: draft.split, box });

/** Of each category an annotation of middling size: the largest may hold others, the smallest shows little. */
export function categoryExamples(drafts: readonly CocoDraft[]): ReadonlyMap<string, AnnotationExample> {
  const groups = new Map<string, Boxed[]>();
  for (const boxed of boxedOf(drafts)) {
    const { category } = boxed.annotation;
    if (category === null) continue;
    const known = groups.get(category);
    if (known === undefined) groups.set(category, [boxed]);
    else known.push(boxed);
  }
  const examples = new Map<string, AnnotationExample>();
  for (const [category, group] of groups) {
    const middle = group.sort((a, b) => areaOf(a.box) - areaOf(b.box))[Math.floor(group.length / 2)];
    if (middle !== undefined) examples.set(category, asExample(middle));
  }
  return examples;
}

function depthOf({ value }: DraftAnnotation, attribute: string): number | null {
  const { attributes } = value;
  const depth = isJsonObject(attributes) ? attributes[attribute] : null;
  const number = typeof depth === "string" && depth.trim() !== "" ? Number(depth) : depth;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

interface Deep {
  readonly box: Box;
  readonly value: number;
}

type Pair = Pick<DepthExample, "smaller" | "larger">;

const widthOf = (pair: Pair | null): number => (pair === null ? 0 : pair.larger.value - pair.smaller.value);

/** Those that lie farthest apart; null where no two differ. */
function widestOf(deep: readonly Deep[]): Pair | null {
  const sorted = deep.toSorted((a, b) => a.value - b.value);
  const [smaller, larger] = [sorted[0], sorted.at(-1)];
  if (smaller === undefined || larger === undefined || smaller.value === larger.value) return null;
  return { smaller, larger };
}

/** True where the middle of `inner` lies in `outer`. */
const holds = (outer: Box, inner: Box): boolean => {
  const [x, y] = [(inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2];
  return x >= outer[0] && x <= outer[2] && y >= outer[1] && y <= outer[3];
};

/** What the roles of categories are that a pair is looked for in: whose depths, and what they stand in. */
export interface DepthCategories {
  readonly characters: ReadonlySet<string>;
  readonly panels: ReadonlySet<string>;
}

/** Of one page: the pair, and whether one panel holds both. */
function pairOf(draft: CocoDraft, attribute: string, { characters, panels }: DepthCategories) {
  const boxed = boxedOf([draft]);
  const of = (names: ReadonlySet<string>) =>
    boxed.filter(({ annotation }) => annotation.category !== null && names.has(annotation.category));
  const deep = of(characters).flatMap(({ annotation, box }): readonly Deep[] => {
    const value = depthOf(annotation, attribute);
    return value === null ? [] : [{ box, value }];
  });
  const inPanels = of(panels)
    .map(({ box: panel }) => widestOf(deep.filter(({ box }) => holds(panel, box))))
    .reduce((best, pair) => (widthOf(pair) > widthOf(best) ? pair : best), null);
  return { pair: inPanels ?? widestOf(deep), sharesPanel: inPanels !== null };
}

/**
 * Two annotations whose depths by `attribute` lie farthest apart, of one panel if any panel has such two, else of one page:
 * depths of different panels can hardly be compared by looking. Null where no two differ.
 */
export function depthExample(
  drafts: readonly CocoDraft[],
  attribute: string,
  categories: DepthCategories,
): DepthExample | null {
  let best: DepthExample | null = null;
  let bestShares = false;
  for (const draft of drafts.slice(0, mostPages)) {
    const { pair, sharesPanel } = pairOf(draft, attribute, categories);
    if (pair === null || (bestShares && !sharesPanel)) continue;
    if (sharesPanel === bestShares && widthOf(pair) <= widthOf(best)) continue;
    bestShares = sharesPanel;
    best = { attribute, image: draft.name, split: draft.split, ...pair };
  }
  return best;
}
