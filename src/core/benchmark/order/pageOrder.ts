import type { PageRecord, PanelRecord } from "../pageRecord.js";
import { readingOrder, type OrderedPanel, type ReadingDirection } from "./readingOrder.js";

/** A panel reaches over the middle of a spread where more than this share of its width lies on each side. */
const mostAcross = 0.15;

/** The panels of the left and of the right page of a spread; null where one of them reaches over both. */
function halves({ image, panels }: PageRecord): readonly [readonly PanelRecord[], readonly PanelRecord[]] | null {
  const middle = image.width / 2;
  const onTheLeft = ({ box: [left, , right] }: PanelRecord) => (middle - left) / (right - left);
  if (panels.some(panel => onTheLeft(panel) > mostAcross && onTheLeft(panel) < 1 - mostAcross)) return null;
  return [panels.filter(panel => onTheLeft(panel) >= 0.5), panels.filter(panel => onTheLeft(panel) < 0.5)];
}

/**
 * The panels of a page in the order that is computed of their boxes. Of a spread one page is read and then the other,
 * save where a panel reaches over both; its rows are not the spread's, so that none are given.
 */
export function pageOrder(page: PageRecord, direction: ReadingDirection): readonly OrderedPanel[] {
  const parts = page.is_spread === true ? halves(page) : null;
  if (parts === null) return readingOrder(page.panels, direction);
  const pages = direction === "rtl" ? parts.toReversed() : parts;
  return pages.flatMap(panels => readingOrder(panels, direction)).map(panel => ({ ...panel, row: null, column: null }));
}
