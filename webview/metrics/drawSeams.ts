import type uPlot from "uplot";
import type { PlotColours } from "./plotColours.js";

/** CSS pixels between a seam's line and its word, and after the word. */
const padding = 4;

/** Marks the seams inside the plot with a dotted line and, where there is room before the next one, with a word. */
export function drawSeams(
  plot: uPlot,
  seams: readonly { readonly step: number }[],
  word: string,
  colours: PlotColours,
): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const places = seams
    // In the middle of a pixel, so that the line is as sharp as the axis.
    .map(({ step }) => Math.round(plot.valToPos(step, "x", true)) + ratio / 2)
    .filter(x => x >= bbox.left && x <= bbox.left + bbox.width)
    .sort((a, b) => a - b);
  ctx.save();
  ctx.strokeStyle = colours.dim;
  ctx.fillStyle = colours.dim;
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 2 * ratio]);
  ctx.font = colours.font.replace("11px", `${11 * ratio}px`);
  ctx.textBaseline = "top";
  ctx.textAlign = "left";
  const width = ctx.measureText(word).width;
  places.forEach((x, i) => {
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const free = (places[i + 1] ?? bbox.left + bbox.width) - x;
    const before = x - (places[i - 1] ?? bbox.left);
    const needed = width + 2 * padding * ratio;
    if (free >= needed) ctx.fillText(word, x + padding * ratio, bbox.top + ratio);
    else if (i === places.length - 1 && before >= 2 * needed)
      ctx.fillText(word, x - width - padding * ratio, bbox.top + ratio);
  });
  ctx.restore();
}
