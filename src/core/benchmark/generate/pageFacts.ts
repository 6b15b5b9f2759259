import type { PageRecord, PanelRecord } from "../pageRecord.js";
import type { WholeBox } from "../wholeBox.js";

/** A page as generators look at it. */
export interface PageFacts {
  readonly page: PageRecord;
  /** By id; only those within the page. */
  readonly panels: ReadonlyMap<string, PanelRecord>;
  /** In reading order; null where one of them has no place in it. */
  readonly ordered: readonly PanelRecord[] | null;
  /** From 0 to 1, of the least sure panel; 1 where the order is given or a person's, 0 where there is none. */
  readonly orderConfidence: number;
}

/** Whether a box lies within its page. Import sees to that; a page file may have been edited. */
export function isOnPage([left, top, right, bottom]: WholeBox, { image }: PageRecord): boolean {
  return left >= 0 && top >= 0 && right <= image.width && bottom <= image.height;
}

function orderedPanels(panels: readonly PanelRecord[]): readonly PanelRecord[] | null {
  const placed = panels.flatMap(panel => (panel.order === null ? [] : [{ panel, order: panel.order }]));
  if (placed.length < panels.length) return null;
  return placed.sort((a, b) => a.order - b.order).map(({ panel }) => panel);
}

export function pageFacts(page: PageRecord): PageFacts {
  const panels = page.panels.filter(({ box }) => isOnPage(box, page));
  const ordered = orderedPanels(panels);
  const confidences = panels.map(panel => (panel.order_source === "computed" ? (panel.order_confidence ?? 0) : 1));
  return {
    page,
    panels: new Map(panels.map(panel => [panel.id, panel])),
    ordered,
    orderConfidence: ordered === null ? 0 : Math.min(1, ...confidences),
  };
}
