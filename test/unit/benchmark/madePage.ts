import type { BubbleRecord, CharacterRecord, PageRecord, PanelRecord } from "../../../src/core/benchmark/pageRecord.js";
import type { WholeBox } from "../../../src/core/benchmark/wholeBox.js";

/** Parts of a small page by hand: 1000 by 1500 pixels, one issue, everything ordered as it is listed. */
export const panel = (id: string, box: WholeBox, more: Partial<PanelRecord> = {}): PanelRecord => ({
  id,
  box,
  order: null,
  order_source: null,
  order_confidence: null,
  row: null,
  column: null,
  ...more,
});

export const character = (
  id: string,
  panelId: string | null,
  box: WholeBox,
  more: Partial<CharacterRecord> = {},
): CharacterRecord => ({
  id,
  box,
  panel_id: panelId,
  inside: 1,
  identity: null,
  action: null,
  depth: null,
  depth_intra: null,
  is_crowd: false,
  box_source: "bbox",
  ...more,
});

export const balloon = (
  id: string,
  panelId: string | null,
  box: WholeBox,
  text: string | null,
  order: number | null = null,
): BubbleRecord => ({
  id,
  box,
  panel_id: panelId,
  text,
  text_source: text === null ? null : "annotation",
  order,
  character_id: null,
});

export function madePage(parts: Partial<PageRecord>): PageRecord {
  return {
    v: 1,
    kind: "page",
    id: "pg-0000000001",
    issue_id: "issue",
    index: 0,
    image: { path: "images/p.png", sha256: null, width: 1000, height: 1500, mime: "image/png" },
    depth_larger: "farther",
    panels: [],
    characters: [],
    bubbles: [],
    source: { dataset: "made", file_name: "p.png", split: null, saliency: null },
    ...parts,
  };
}

/** Panels p0 … in a grid of two columns, each 480 by 280. */
export const grid = (count: number): readonly PanelRecord[] =>
  Array.from({ length: count }, (_, at) => {
    const [left, top] = [(at % 2) * 500 + 10, Math.floor(at / 2) * 300 + 10];
    return panel(`p${at}`, [left, top, left + 480, top + 280]);
  });

/** A place of 60 by 80 pixels inside a panel of the grid: four fit beside each other. */
export function spot(panelAt: number, place: number): WholeBox {
  const [left, top] = [(panelAt % 2) * 500 + 30 + 100 * place, Math.floor(panelAt / 2) * 300 + 60];
  return [left, top, left + 60, top + 80];
}
