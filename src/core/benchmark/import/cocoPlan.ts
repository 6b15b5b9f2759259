import type { ImportProblem } from "../importProblem.js";
import { cocoAnnotationSchema, cocoPlaceSchema, type CocoAnnotation } from "./cocoDocument.js";
import type { CocoDraft, DraftAnnotation } from "./cocoDraft.js";
import type { CocoFile } from "./cocoFile.js";
import { cocoCategories } from "./cocoCategories.js";
import { cocoPages, type GrowingDraft } from "./cocoPages.js";
import { shownValue } from "./shownValue.js";

/** The pages of a set with their annotations, before anybody said what categories mean. */
export interface CocoPlan {
  readonly drafts: readonly CocoDraft[];
  readonly problems: readonly ImportProblem[];
  /** Annotations in all files. */
  readonly annotations: number;
  /** Of these the ones that are on no page: each has a problem. */
  readonly lost: number;
}

interface Met {
  readonly first: CocoAnnotation;
  last: CocoAnnotation;
  copies: number;
}

/** Annotations as they are placed: ids that were met, and what was wrong. */
interface Placing {
  readonly met: Map<string, Met>;
  readonly problems: ImportProblem[];
}

const isSame = (a: CocoAnnotation, b: CocoAnnotation) =>
  a.image_id === b.image_id && a.category_id === b.category_id && JSON.stringify(a.bbox) === JSON.stringify(b.bbox);

/** The id of a damaged annotation, if that can be read at all, else its place in the list: `#12`. */
function nameOf(value: unknown, index: number): string {
  const id = typeof value === "object" && value !== null && "id" in value ? value.id : undefined;
  return typeof id === "number" || typeof id === "string" ? String(id).slice(0, 200) : `#${index}`;
}

/** A name that no annotation has yet. Null: the same annotation stood there before, and nothing is lost without it. */
function uniqueName(wanted: string, value: CocoAnnotation, { met }: Placing): string | null {
  const earlier = met.get(wanted);
  if (earlier === undefined) {
    met.set(wanted, { first: value, last: value, copies: 1 });
    return wanted;
  }
  if (isSame(earlier.first, value) || isSame(earlier.last, value)) return null;
  earlier.last = value;
  do earlier.copies++;
  while (met.has(`${wanted}~${earlier.copies}`));
  const name = `${wanted}~${earlier.copies}`;
  met.set(name, { first: value, last: value, copies: 1 });
  return name;
}

interface Place {
  readonly file: CocoFile;
  readonly pages: ReadonlyMap<string, GrowingDraft>;
  readonly categories: ReadonlyMap<string, string>;
  readonly qualifierOf: (draft: GrowingDraft) => string;
  /** Categories of damaged annotations that name no page; null: nor a category. */
  readonly astray: (string | null)[];
}

/**
 * A damaged annotation is missing on its page. Where that cannot be read it is missing on some page of the file, and none of
 * them can be taken for whole. A page that is not in the file is none of its pages.
 */
function missOne(given: unknown, { pages, categories, astray }: Place): void {
  const read = cocoPlaceSchema.safeParse(given);
  const { image_id: image = null, category_id: id = null } = read.success ? read.data : {};
  const category = id === null ? null : (categories.get(id) ?? null);
  if (image === null) astray.push(category);
  else pages.get(image)?.damaged.push(category);
}

function placeOne(given: unknown, index: number, place: Place, placing: Placing): void {
  const { file, pages, categories, qualifierOf } = place;
  const tell = (id: string, code: ImportProblem["code"], effect: ImportProblem["effect"], detail: string | null) =>
    placing.problems.push({ file: file.path, annotation_id: id, code, effect, detail });
  const parsed = cocoAnnotationSchema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    tell(nameOf(given, index), "unknown-shape", "left-out", issue?.path.join(".") ?? null);
    missOne(given, place);
    return;
  }
  const value = parsed.data;
  const draft = pages.get(value.image_id);
  if (draft === undefined) {
    tell(value.id, "no-page", "left-out", `image_id ${shownValue(value.image_id)}`);
    return;
  }
  const wanted = `${qualifierOf(draft)}/${value.id}`;
  const qualified = uniqueName(wanted, value, placing);
  if (qualified !== wanted) tell(value.id, "twice-the-id", qualified === null ? "left-out" : "repaired", qualified);
  if (qualified === null) return;
  const placed: DraftAnnotation = {
    file: file.path,
    id: value.id,
    qualified,
    category: categories.get(value.category_id) ?? null,
    value,
  };
  draft.annotations.push(placed);
}

/** Tells of annotations that may be of any page of their file, and marks its pages. */
function spreadAstray({ file, pages, astray }: Place, { problems }: Placing): void {
  if (astray.length === 0) return;
  const drafts = new Set(pages.values());
  const categories = new Set(astray);
  for (const draft of drafts) for (const category of categories) draft.astray.add(category);
  const detail = `${astray.length} of them, any of ${drafts.size} pages`;
  problems.push({ file: file.path, annotation_id: null, code: "astray", effect: "noted", detail });
}

const withoutEnding = (path: string) => path.replace(/\.[a-z0-9]+$/i, "");

/** What stands before the slash of an annotation's id: its split, and the file where several files are of one split. */
function qualifiers(files: readonly CocoFile[], { path, split }: CocoFile): (draft: GrowingDraft) => string {
  const isAlone = files.filter(other => other.split === split).length === 1;
  const own = withoutEnding(path);
  return draft => (isAlone ? (draft.split ?? own) : `${draft.split === null ? "" : `${draft.split}.`}${own}`);
}

/**
 * Puts the annotations of all files of a set on their pages. Ids restart with every file, so they are qualified by the
 * split. A page that several files name is one page; an id that stands twice for two things is told and kept apart.
 */
export function cocoPlan(files: readonly CocoFile[]): CocoPlan {
  const { drafts, byFile, problems } = cocoPages(files);
  const placing: Placing = { met: new Map(), problems: [...problems] };
  let annotations = 0;
  for (const file of files) {
    const categories = cocoCategories(file, placing.problems);
    const place: Place = {
      file,
      pages: byFile.get(file) ?? new Map(),
      categories,
      qualifierOf: qualifiers(files, file),
      astray: [],
    };
    annotations += file.document.annotations.length;
    for (const [index, given] of file.document.annotations.entries()) placeOne(given, index, place, placing);
    spreadAstray(place, placing);
  }
  const placed = drafts.reduce((sum, draft) => sum + draft.annotations.length, 0);
  return { drafts, problems: placing.problems, annotations, lost: annotations - placed };
}
