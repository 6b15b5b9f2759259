import type { AnnotationMapping, AnnotationRole } from "../annotationMapping.js";
import type { ImportProblem } from "../importProblem.js";
import { pageId } from "../pageId.js";
import type { BubbleRecord, CharacterRecord, PageRecord, PanelRecord } from "../pageRecord.js";
import { attributeMeaningsOf, type AttributeMeanings } from "./attributeValues.js";
import { bubbleTails } from "./bubbleTails.js";
import type { CocoDraft, DraftAnnotation } from "./cocoDraft.js";
import { cocoItem, type CocoItem } from "./cocoItem.js";
import { pageFrame, type PageFrame } from "./pageFrame.js";
import type { PageImage } from "./pageImage.js";
import { pagePlace } from "./pagePlace.js";
import { panelOf, type PanelShape } from "./panelOf.js";
import { panelOrder } from "./panelOrder.js";

/** By what a page is read. */
export interface CocoReading {
  readonly dataset: string;
  readonly mapping: AnnotationMapping;
  /** Keeps pages whose image is not there, if the annotations give their size. */
  readonly keepsPagesWithoutImage: boolean;
}

/** What lies beside a page's annotations. */
export interface BesidePage {
  readonly image: PageImage;
  /** A path of a PageRecord. */
  readonly saliency: string | null;
}

export interface CocoPageRead {
  /** Null: left out, and a problem says why. */
  readonly page: PageRecord | null;
  readonly problems: readonly ImportProblem[];
  /** Annotations of a category that no question is about. */
  readonly other: number;
  /** Annotations that are not in the page, but for those. */
  readonly leftOut: number;
  /** Annotations whose category the mapping does not name, by its name. */
  readonly unmapped: ReadonlyMap<string, number>;
}

type Frame = Extract<PageFrame, { kind: "frame" }>;

/** Annotations sorted by what the mapping says of their categories. */
interface Sorted {
  readonly items: readonly CocoItem[];
  readonly problems: readonly ImportProblem[];
  readonly other: number;
  readonly unmapped: ReadonlyMap<string, number>;
}

function roleOf({ category }: DraftAnnotation, { categories }: AnnotationMapping): AnnotationRole | null {
  return category !== null && Object.hasOwn(categories, category) ? (categories[category] ?? null) : null;
}

function sortAnnotations(
  draft: CocoDraft,
  frame: Frame,
  mapping: AnnotationMapping,
  meanings: AttributeMeanings,
): Sorted {
  const items: CocoItem[] = [];
  const problems: ImportProblem[] = [];
  const unmapped = new Map<string, number>();
  let other = 0;
  for (const annotation of draft.annotations) {
    const { file, id, category, value } = annotation;
    const role = roleOf(annotation, mapping);
    if (category === null) {
      const detail = `category_id ${value.category_id}`;
      problems.push({ file, annotation_id: id, code: "unknown-category", effect: "left-out", detail });
    } else if (role === null) unmapped.set(category, (unmapped.get(category) ?? 0) + 1);
    else if (role === "other") other++;
    else {
      const read = cocoItem(annotation, role, frame, meanings);
      if (read.item !== null) items.push(read.item);
      problems.push(...read.problems);
    }
  }
  return { items, problems, other, unmapped };
}

/** Four digits: shares are for thresholds, and a file of pages is compared line by line. */
const rounded = (share: number) => Math.round(share * 10_000) / 10_000;

function panelRecord(item: CocoItem, order: number | null): PanelRecord {
  const isGiven = order !== null;
  return {
    id: item.annotation.qualified,
    box: item.box,
    order,
    order_source: isGiven ? "given" : null,
    order_confidence: null,
    row: null,
    column: null,
  };
}

function characterRecord(
  { annotation, box, values, isCrowd, source }: CocoItem,
  panels: readonly PanelShape[],
): CharacterRecord {
  const { panel_id, inside } = panelOf(box, panels);
  return {
    id: annotation.qualified,
    box,
    panel_id,
    inside: rounded(inside),
    identity: values.identity,
    action: values.action,
    depth: values.depth_inter,
    depth_intra: values.depth_intra,
    is_crowd: isCrowd,
    box_source: source,
  };
}

function bubbleRecord({ annotation, box, values }: CocoItem, panels: readonly PanelShape[]): BubbleRecord {
  return {
    id: annotation.qualified,
    box,
    panel_id: panelOf(box, panels).panel_id,
    text: values.text,
    text_source: values.text === null ? null : "annotation",
    order: values.order,
    character_id: null,
  };
}

/** Balloons without those that are tails of others; a tail is told with the balloon that it hangs on. */
function withoutTails(bubbles: readonly CocoItem[]): {
  readonly kept: readonly CocoItem[];
  readonly problems: readonly ImportProblem[];
} {
  const tails = bubbleTails(
    bubbles.map(({ annotation, box, outline, values }) => ({
      id: annotation.qualified,
      box,
      outline,
      says: values.text !== null || values.order !== null,
    })),
  );
  const problems = bubbles.flatMap(({ annotation: { file, id, qualified } }): readonly ImportProblem[] => {
    const balloon = tails.get(qualified);
    const detail = `of ${balloon ?? ""}`;
    return balloon === undefined
      ? []
      : [{ file, annotation_id: id, code: "tail-as-bubble", effect: "left-out", detail }];
  });
  return { kept: bubbles.filter(({ annotation }) => !tails.has(annotation.qualified)), problems };
}

/** What is to be told of a page as a whole. */
function pageProblems(
  draft: CocoDraft,
  frame: PageFrame,
  panels: readonly CocoItem[] | null,
): readonly ImportProblem[] {
  const { problem } = frame;
  const tell = (code: ImportProblem["code"], detail: string | null): ImportProblem => ({
    file: draft.file,
    annotation_id: null,
    code,
    effect: "noted",
    detail,
  });
  const lost =
    frame.kind === "left-out" && draft.annotations.length > 0 ? `, ${draft.annotations.length} annotations` : "";
  const framed: readonly ImportProblem[] =
    problem === null
      ? []
      : [
          {
            file: problem.file ?? draft.file,
            annotation_id: null,
            code: problem.code,
            effect: "effect" in problem ? problem.effect : "left-out",
            detail: `${problem.detail ?? ""}${lost}`,
          },
        ];
  const isEmpty = draft.annotations.length === 0;
  const given = panels?.filter(({ values }) => values.order !== null).length ?? 0;
  const isOpen = panels !== null && given > 0 && panelOrder(panels.map(({ values }) => values.order)) === null;
  return [
    ...framed,
    ...(isEmpty ? [tell("empty-page", draft.name)] : []),
    ...(!isEmpty && panels?.length === 0 ? [tell("no-panel", draft.name)] : []),
    ...(isOpen ? [tell("bad-attribute", `${draft.name}: the order of ${given} of ${panels.length} panels`)] : []),
  ];
}

function pageRecord(
  draft: CocoDraft,
  frame: Frame,
  items: readonly CocoItem[],
  beside: BesidePage,
  reading: CocoReading,
): PageRecord {
  const { dataset, mapping } = reading;
  const panels = items.filter(({ role }) => role === "panel");
  const order = panelOrder(panels.map(({ values }) => values.order));
  const shapes = panels.map(({ annotation, box, outline }) => ({ id: annotation.qualified, box, outline }));
  return {
    v: 1,
    kind: "page",
    id: pageId(dataset, draft.split, draft.name),
    ...pagePlace(draft.name, dataset),
    image: frame.image,
    depth_larger: mapping.depth.larger,
    panels: panels.map((item, at) => panelRecord(item, order?.[at] ?? null)),
    characters: items.filter(({ role }) => role === "character").map(item => characterRecord(item, shapes)),
    bubbles: items.filter(({ role }) => role === "bubble").map(item => bubbleRecord(item, shapes)),
    source: { dataset, file_name: draft.name, split: draft.split, saliency: beside.saliency },
  };
}

/**
 * One page of a COCO set as a record. What the mapping does not say is not guessed: categories without a role are counted,
 * attributes without a meaning are passed over. Nothing is lost silently: annotations are in the page, of other
 * categories, or left out and told, one by one or with their page or category.
 */
export function cocoPage(draft: CocoDraft, beside: BesidePage, reading: CocoReading): CocoPageRead {
  const frame = pageFrame(draft.name, draft.size, beside.image, reading.keepsPagesWithoutImage);
  if (frame.kind === "left-out") {
    const leftOut = draft.annotations.length;
    return { page: null, problems: pageProblems(draft, frame, null), other: 0, leftOut, unmapped: new Map() };
  }
  const { items, problems, other, unmapped } = sortAnnotations(
    draft,
    frame,
    reading.mapping,
    attributeMeaningsOf(reading.mapping),
  );
  const { kept, problems: tails } = withoutTails(items.filter(({ role }) => role === "bubble"));
  const all = [...items.filter(({ role }) => role !== "bubble"), ...kept];
  const panels = items.filter(({ role }) => role === "panel");
  return {
    page: pageRecord(draft, frame, all, beside, reading),
    problems: [...pageProblems(draft, frame, panels), ...problems, ...tails],
    other,
    leftOut: draft.annotations.length - all.length - other,
    unmapped,
  };
}
