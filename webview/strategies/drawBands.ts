import type uPlot from "uplot";
import type { PlotColours } from "../metrics/plotColours.js";
import type { DrawnLine } from "./drawnLine.js";

type Band = NonNullable<DrawnLine["band"]>;

/** A stretch of places at which both edges are known. */
interface Stretch {
  readonly from: number;
  /** The place behind the last one. */
  readonly to: number;
}

/** The stretches without a gap, each of which is one area. */
function stretchesOf({ low, high }: Band): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let from = -1;
  for (let at = 0; at <= low.length; at++) {
    const isKnown = typeof low[at] === "number" && typeof high[at] === "number";
    if (isKnown && from < 0) from = at;
    if (isKnown || from < 0) continue;
    stretches.push({ from, to: at });
    from = -1;
  }
  return stretches;
}

function trace(plot: uPlot, { x }: DrawnLine, { low, high }: Band, { from, to }: Stretch): void {
  const { ctx } = plot;
  const draw = (at: number, value: number | null | undefined) =>
    ctx.lineTo(plot.valToPos(x[at] ?? 0, "x", true), plot.valToPos(value ?? 0, "y", true));
  ctx.beginPath();
  for (let at = from; at < to; at++) draw(at, high[at]);
  for (let at = to - 1; at >= from; at--) draw(at, low[at]);
  ctx.closePath();
  ctx.fill();
}

/** Opacity of an area: several may lie upon each other. */
const opacity = { first: 0.24, other: 0.13 } as const;

/** The areas behind the lines of a chart, inside its frame. */
export function drawBands(plot: uPlot, lines: readonly DrawnLine[], colours: PlotColours): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  lines.forEach((line, index) => {
    const { band } = line;
    if (band === undefined) return;
    ctx.fillStyle = index === 0 ? colours.line : colours.text;
    ctx.globalAlpha = index === 0 ? opacity.first : opacity.other;
    for (const stretch of stretchesOf(band)) trace(plot, line, band, stretch);
  });
  ctx.restore();
}
