import type { Box } from "../../page/box.js";
import { clipPolygon } from "./clipPolygon.js";
import { outlineArea, polygonArea } from "./outlineArea.js";
import type { Outline } from "./outline.js";

/** A panel with its shape, in page pixels; without an outline its box is its shape. */
export interface PanelShape {
  readonly id: string;
  readonly box: Box;
  readonly outline: Outline | null;
}

export interface Containment {
  /** Null when no panel holds at least half. */
  readonly panel_id: string | null;
  /** Share of the box in the panel that holds most of it, from 0 to 1. */
  readonly inside: number;
}

/** What stands in an inset stands in the panel around it as well, and may stick out of the inset by so much. */
const spill = 0.05;
/** Share of an inset on the panel around it. */
const onPanel = 0.8;
const least = 0.5;

const areaOf = ([x1, y1, x2, y2]: Box) => (x2 - x1) * (y2 - y1);
const shapeArea = ({ box, outline }: PanelShape) => (outline === null ? areaOf(box) : outlineArea(outline));

function share(box: Box, panel: PanelShape): number {
  const width = Math.min(box[2], panel.box[2]) - Math.max(box[0], panel.box[0]);
  const height = Math.min(box[3], panel.box[3]) - Math.max(box[1], panel.box[1]);
  if (!(width > 0 && height > 0)) return 0;
  if (panel.outline === null) return Math.min(1, (width * height) / areaOf(box));
  const shared = panel.outline.reduce((sum, polygon) => sum + polygonArea(clipPolygon(polygon, box)), 0);
  return Math.min(1, shared / areaOf(box));
}

/**
 * The panel that holds most of a box: by the panel's outline where there is one, so that the boxes of slanted neighbours
 * may overlap. Of a panel and an inset on it that both hold it, the inset.
 */
export function panelOf(box: Box, panels: readonly PanelShape[]): Containment {
  let best: PanelShape | null = null;
  let inside = 0;
  for (const panel of panels) {
    const own = share(box, panel);
    if (own > inside) [best, inside] = [panel, own];
  }
  if (best === null || inside < least) return { panel_id: null, inside };
  const around = best;
  let [chosen, held] = [best, inside];
  for (const panel of panels) {
    const own = share(box, panel);
    const isInset = shapeArea(panel) < shapeArea(chosen) && share(panel.box, around) >= onPanel;
    if (isInset && own >= Math.max(least, inside - spill)) [chosen, held] = [panel, own];
  }
  return { panel_id: chosen.id, inside: held };
}
