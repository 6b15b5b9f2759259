import { pageId } from "../pageId.js";
import type { BubbleRecord, CharacterRecord, LeftOut, PageRecord, PanelRecord } from "../pageRecord.js";
import type { CocoDraft } from "./cocoDraft.js";
import type { CocoItem } from "./cocoItem.js";
import type { CocoReading } from "./cocoReading.js";
import { leftOutField } from "./leftOutField.js";
import type { PageFrame } from "./pageFrame.js";
import { pagePlace } from "./pagePlace.js";
import { panelOf, type PanelShape } from "./panelOf.js";
import { panelOrder } from "./panelOrder.js";

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

/** The record of a page: its panels, which of them holds what, and the order that they are given. */
export function cocoRecord(
  draft: CocoDraft,
  frame: Extract<PageFrame, { kind: "frame" }>,
  items: readonly CocoItem[],
  saliency: string | null,
  reading: CocoReading,
  leftOut: LeftOut,
): PageRecord {
  const { dataset, mapping } = reading;
  const panels = items.filter(({ role }) => role === "panel");
  const numbers = panels.map(({ values }) => values.order);
  const order = panelOrder(numbers);
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
    ...leftOutField(leftOut, numbers),
    source: { dataset, file_name: draft.name, split: draft.split, saliency },
  };
}
