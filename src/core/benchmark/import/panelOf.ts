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

/** An inset lies on the panel around it, which then holds all that the inset does: so much less is as much. */
const asMuch = 0.05;
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
 * may overlap. Of panels that hold as much, the smallest: an inset before the panel that it lies on.
 */
export function panelOf(box: Box, panels: readonly PanelShape[]): Containment {
  const shares = panels.map(panel => ({ panel, inside: share(box, panel) }));
  const most = shares.reduce((best, { inside }) => Math.max(best, inside), 0);
  if (most < least) return { panel_id: null, inside: most };
  const holding = shares.filter(({ inside }) => inside >= Math.max(least, most - asMuch));
  const [first, ...others] = holding;
  if (first === undefined) return { panel_id: null, inside: most };
  const { panel, inside } = others.reduce(
    (best, one) => (shapeArea(one.panel) < shapeArea(best.panel) ? one : best),
    first,
  );
  return { panel_id: panel.id, inside };
}
