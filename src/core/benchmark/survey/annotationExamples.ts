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

/** Two things of one page with different values of a depth. */
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

/** The two annotations of one page whose depths by `attribute` lie farthest apart; null where no two differ. */
export function depthExample(
  drafts: readonly CocoDraft[],
  attribute: string,
  categories: ReadonlySet<string>,
): DepthExample | null {
  let best: DepthExample | null = null;
  let widest = 0;
  for (const draft of drafts.slice(0, mostPages)) {
    const placed = boxedOf([draft])
      .filter(({ annotation }) => annotation.category !== null && categories.has(annotation.category))
      .flatMap(({ annotation, box }) => {
        const value = depthOf(annotation, attribute);
        return value === null ? [] : [{ box, value }];
      })
      .sort((a, b) => a.value - b.value);
    const [smaller, larger] = [placed[0], placed.at(-1)];
    if (smaller === undefined || larger === undefined || larger.value - smaller.value <= widest) continue;
    widest = larger.value - smaller.value;
    best = { attribute, image: draft.name, split: draft.split, smaller, larger };
  }
  return best;
}
