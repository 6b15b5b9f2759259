import type { AnnotationMapping, AnnotationRole } from "../annotationMapping.js";
import type { ImportProblem } from "../importProblem.js";
import type { LeftOut, LeftOutKind } from "../pageRecord.js";
import { attributeMeaningsOf } from "./attributeValues.js";
import type { CocoDraft } from "./cocoDraft.js";
import { cocoItem, type CocoItem } from "./cocoItem.js";
import type { PageFrame } from "./pageFrame.js";

/** Annotations sorted by what the mapping says of their categories. */
export interface SortedAnnotations {
  readonly items: readonly CocoItem[];
  readonly problems: readonly ImportProblem[];
  /** Of a category that no question is about. */
  readonly other: number;
  /** Of a category that the mapping does not name, by its name. */
  readonly unmapped: ReadonlyMap<string, number>;
  /** What belongs to the page and is not among the items. */
  readonly leftOut: LeftOut;
}

const counterOf = { panel: "panels", character: "characters", bubble: "bubbles" } as const;

function roleOf(category: string | null, { categories }: AnnotationMapping): AnnotationRole | null {
  return category !== null && Object.hasOwn(categories, category) ? (categories[category] ?? null) : null;
}

/** As what an annotation is missing that could not be read; null: of a category that no question is about. */
function missingAs(category: string | null, mapping: AnnotationMapping): LeftOutKind | null {
  if (category === null) return "unread";
  const role = roleOf(category, mapping);
  if (role === null) return "unknown";
  return role === "other" ? null : counterOf[role];
}

/** What is missing on a page before its annotations are looked at one by one. */
function missingOf({ damaged, astray }: CocoDraft, mapping: AnnotationMapping) {
  const kinds = [...astray].map(category => missingAs(category, mapping)).filter(kind => kind !== null);
  const missing = { panels: 0, characters: 0, bubbles: 0, unknown: 0, unread: 0, astray: [...new Set(kinds)].sort() };
  for (const category of damaged) {
    const kind = missingAs(category, mapping);
    if (kind !== null) missing[kind]++;
  }
  return missing;
}

/** Reads the annotations of a page that a question may be about, and counts the others. */
export function sortAnnotations(
  draft: CocoDraft,
  frame: Extract<PageFrame, { kind: "frame" }>,
  mapping: AnnotationMapping,
): SortedAnnotations {
  const meanings = attributeMeaningsOf(mapping);
  const items: CocoItem[] = [];
  const problems: ImportProblem[] = [];
  const unmapped = new Map<string, number>();
  const leftOut = missingOf(draft, mapping);
  let other = 0;
  for (const annotation of draft.annotations) {
    const { file, id, category, value } = annotation;
    const role = roleOf(category, mapping);
    if (role === null) leftOut.unknown++;
    if (category === null) {
      const detail = `category_id ${value.category_id}`;
      problems.push({ file, annotation_id: id, code: "unknown-category", effect: "left-out", detail });
    } else if (role === null) unmapped.set(category, (unmapped.get(category) ?? 0) + 1);
    else if (role === "other") other++;
    else {
      const read = cocoItem(annotation, role, frame, meanings);
      if (read.item === null) leftOut[counterOf[role]]++;
      else items.push(read.item);
      problems.push(...read.problems);
    }
  }
  return { items, problems, other, unmapped, leftOut };
}
