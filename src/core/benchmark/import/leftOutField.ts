import type { LeftOut, PageRecord } from "../pageRecord.js";
import { missingPanels } from "./missingPanels.js";

/**
 * What a page's record says of things that are annotated and not in it. Panels that a gap in the annotated order tells of
 * count as well: they may be the very ones that were left out. Nothing where the page is whole.
 */
export function leftOutField(
  leftOut: Partial<LeftOut>,
  panelNumbers: readonly (number | null)[],
): Pick<PageRecord, "left_out"> {
  const panels = Math.max(leftOut.panels ?? 0, missingPanels(panelNumbers));
  const { characters = 0, bubbles = 0, unknown = 0, unread = 0, astray = [] } = leftOut;
  if (panels + characters + bubbles + unknown + unread + astray.length === 0) return {};
  return {
    left_out: {
      ...{ panels, characters, bubbles, unknown },
      ...(unread === 0 ? {} : { unread }),
      ...(astray.length === 0 ? {} : { astray: [...astray] }),
    },
  };
}
