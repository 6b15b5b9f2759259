import type { AnnotationMapping } from "../annotationMapping.js";
import { leftOutField } from "../import/leftOutField.js";
import { pageFrame } from "../import/pageFrame.js";
import type { PageImage } from "../import/pageImage.js";
import { panelOf, type PanelShape } from "../import/panelOf.js";
import { panelOrder } from "../import/panelOrder.js";
import type { ImportProblem } from "../importProblem.js";
import { pageId } from "../pageId.js";
import type { BubbleRecord, CharacterRecord, PageRecord, PanelRecord } from "../pageRecord.js";
import { placeObjects, type ObjectFrame, type PlacedObject } from "./placeObjects.js";
import type { SourceCounts } from "./sourceCounts.js";
import type { SourceBubble, SourceCharacter, SourcePage, SourcePanel } from "./sourcePage.js";

/** What became of a page; `page` is null where it was left out. */
export interface PlacedPage {
  readonly page: PageRecord | null;
  readonly problems: readonly ImportProblem[];
  readonly counts: SourceCounts;
}

export interface PlaceOptions {
  readonly dataset: string;
  /** Keeps a page whose image is not there, with the size that its annotations give. */
  readonly keeps: boolean;
  readonly depth_larger: AnnotationMapping["depth"]["larger"];
}

type Placed<T extends SourcePanel | SourceCharacter | SourceBubble> = readonly PlacedObject<T>[];

function countsOf(page: SourcePage, kept: Pick<SourceCounts, "panels" | "characters" | "bubbles">): SourceCounts {
  const annotations = page.panels.length + page.characters.length + page.bubbles.length + page.other;
  const left_out = annotations - page.other - kept.panels - kept.characters - kept.bubbles;
  return { annotations, ...kept, other: page.other, left_out };
}

function leftOut(page: SourcePage, problem: Omit<ImportProblem, "annotation_id" | "effect">): PlacedPage {
  const { annotations } = countsOf(page, { panels: 0, characters: 0, bubbles: 0 });
  return {
    page: null,
    problems: [{ ...problem, annotation_id: null, effect: "left-out" }],
    counts: { annotations, panels: 0, characters: 0, bubbles: 0, other: 0, left_out: annotations },
  };
}

function panelRecords(placed: Placed<SourcePanel>): readonly PanelRecord[] {
  const order = panelOrder(placed.map(({ object }) => object.order));
  return placed.map(({ object, box }, at) => ({
    id: object.id,
    box,
    order: order?.[at] ?? null,
    order_source: order === null ? null : "given",
    order_confidence: null,
    row: null,
    column: null,
  }));
}

/** Four digits, as of other sets: shares are for thresholds. */
const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;

function characterRecords(placed: Placed<SourceCharacter>, panels: readonly PanelShape[]): readonly CharacterRecord[] {
  return placed.map(({ object, box, outline }) => {
    const { panel_id, inside } = panelOf(box, panels);
    return {
      id: object.id,
      box,
      panel_id,
      inside: rounded(inside),
      identity: object.identity,
      action: object.action,
      depth: null,
      depth_intra: null,
      is_crowd: false,
      box_source: outline === null ? "bbox" : "polygon",
    };
  });
}

function bubbleRecords(
  placed: Placed<SourceBubble>,
  panels: readonly PanelShape[],
  speakers: ReadonlySet<string>,
): readonly BubbleRecord[] {
  return placed.map(({ object: { id, text, order, speaker }, box }) => ({
    id,
    box,
    panel_id: panelOf(box, panels).panel_id,
    text,
    text_source: text === null ? null : "annotation",
    order,
    character_id: speaker !== null && speakers.has(speaker) ? speaker : null,
  }));
}

/** An order that was begun and not carried through says nothing of the panels without it, so that none of it is taken. */
function orderProblems(file: string, name: string, panels: Placed<SourcePanel>): readonly ImportProblem[] {
  const given = panels.map(({ object }) => object.order);
  if (given.every(order => order === null) || panelOrder(given) !== null) return [];
  const detail = `${name}: the order of its panels is not whole: ${given.map(order => order ?? "none").join(", ")}`;
  return [{ file, annotation_id: null, code: "bad-attribute", effect: "noted", detail: detail.slice(0, 300) }];
}

const shapesOf = (panels: Placed<SourcePanel>): readonly PanelShape[] =>
  panels.map(({ object: { id }, box, outline }) => ({ id, box, outline }));

function emptiness({ file }: SourcePage, record: PageRecord): readonly ImportProblem[] {
  const { panels, characters, bubbles, source } = record;
  if (panels.length > 0) return [];
  const isEmpty = characters.length + bubbles.length === 0;
  const code = isEmpty ? "empty-page" : "no-panel";
  return [{ file, annotation_id: null, code, effect: "noted", detail: source.file_name }];
}

function recordOf(page: SourcePage, frame: ObjectFrame, image: PageRecord["image"], options: PlaceOptions): PlacedPage {
  const taken = new Set<string>();
  const panels = placeObjects(page.panels, frame, taken);
  const characters = placeObjects(page.characters, frame, taken);
  const bubbles = placeObjects(page.bubbles, frame, taken);
  const shapes = shapesOf(panels.placed);
  const speakers = new Set(characters.placed.map(({ object: { id } }) => id));
  const record: PageRecord = {
    v: 1,
    kind: "page",
    id: pageId(options.dataset, page.split, page.file_name),
    issue_id: page.issue_id,
    index: page.index,
    ...(page.direction === null ? {} : { direction: page.direction }),
    ...(page.is_spread ? { is_spread: true } : {}),
    image,
    depth_larger: options.depth_larger,
    panels: panelRecords(panels.placed),
    characters: characterRecords(characters.placed, shapes),
    bubbles: bubbleRecords(bubbles.placed, shapes, speakers),
    ...leftOutField(
      {
        panels: page.panels.length - panels.placed.length,
        characters: page.characters.length - characters.placed.length,
        bubbles: page.bubbles.length - bubbles.placed.length,
        unknown: 0,
      },
      panels.placed.map(({ object }) => object.order),
    ),
    source: { dataset: options.dataset, file_name: page.file_name, split: page.split, saliency: null },
  };
  const [kept, ordered] = [[panels, characters, bubbles], orderProblems(page.file, page.file_name, panels.placed)];
  return {
    page: record,
    problems: [...kept.flatMap(({ problems }) => problems), ...ordered, ...emptiness(page, record)],
    counts: countsOf(page, {
      panels: record.panels.length,
      characters: record.characters.length,
      bubbles: record.bubbles.length,
    }),
  };
}

/** Lays a page of another set on its image: boxes in whole pixels of the stored page, everything in its panel. */
export function placeSourcePage(page: SourcePage, image: PageImage, options: PlaceOptions): PlacedPage {
  const frame = pageFrame(page.file_name, page.size, image, options.keeps);
  if (frame.kind === "left-out") {
    const { file, code, detail } = frame.problem;
    return leftOut(page, { file: file ?? page.file, code, detail });
  }
  const { image: stored, scale, problem } = frame;
  const laid = recordOf(page, { file: page.file, stored, scale }, stored, options);
  if (problem === null) return laid;
  const told: ImportProblem = { ...problem, file: problem.file ?? page.file, annotation_id: null };
  return { ...laid, problems: [told, ...laid.problems] };
}
