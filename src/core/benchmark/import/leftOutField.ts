import type { LeftOut, PageRecord } from "../pageRecord.js";
import { missingPanels } from "./missingPanels.js";

/**
 * What a page's record says of things that are annotated and not in it. Panels that a gap in the annotated order tells of
 * count as well: they may be the very ones that were left out. Nothing where the page is whole.
 */
export function leftOutField(leftOut: LeftOut, panelNumbers: readonly (number | null)[]): Pick<PageRecord, "left_out"> {
  const panels = Math.max(leftOut.panels, missingPanels(panelNumbers));
  const { characters, bubbles, unknown } = leftOut;
  return panels + characters + bubbles + unknown === 0 ? {} : { left_out: { panels, characters, bubbles, unknown } };
}
