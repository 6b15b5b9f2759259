import type uPlot from "uplot";
import { lonelyPoints } from "../metrics/lonelyPoints.js";
import { plotAxes } from "../metrics/plotAxes.js";
import type { PlotColours } from "../metrics/plotColours.js";
import { plotGaps } from "../metrics/plotGaps.js";
import { snappedCursor } from "../metrics/snappedCursor.js";
import { bandRange } from "./bandRange.js";
import type { DrawnLine } from "./drawnLine.js";
import { lineStyle } from "./lineStyles.js";

/** What a chart draws, and what it tells. */
export interface ChartSource {
  readonly lines: readonly DrawnLine[];
  readonly range: readonly [number, number];
  readonly drawUnder: (plot: uPlot) => void;
  readonly drawOver: (plot: uPlot) => void;
  /** The place under the cursor, null when it left. */
  readonly hovered: (place: number | null) => void;
  /** The point of a line that was clicked. */
  readonly picked: (line: number, place: number) => void;
}

function seriesOf(line: DrawnLine, index: number, colours: PlotColours): uPlot.Series {
  const { width, dash, isFirst } = lineStyle(index);
  const stroke = isFirst ? colours.line : colours.text;
  const lonely = (plot: uPlot, series: number) => lonelyPoints(plot.data[0], plot.data[series] ?? [], line.breaks);
  return {
    stroke,
    width,
    dash: [...dash],
    gaps: plot => plotGaps(plot, line.breaks),
    points: { size: 5, width: 0, fill: stroke, show: true, filter: (plot, series) => lonely(plot, series) },
  };
}

/** The line whose value at the cursor lies nearest to it; -1 where no line has one. */
function nearestLine(plot: uPlot, place: number, top: number): number {
  let [nearest, distance] = [-1, Infinity];
  for (let series = 1; series < plot.data.length; series++) {
    const value = plot.data[series]?.[place];
    if (typeof value !== "number") continue;
    const away = Math.abs(plot.valToPos(value, "y") - top);
    if (away < distance) [nearest, distance] = [series - 1, away];
  }
  return nearest;
}

function pick(plot: uPlot, source: ChartSource): void {
  const { idx, top } = plot.cursor;
  if (idx === null || idx === undefined) return;
  const line = nearestLine(plot, idx, top ?? 0);
  const place = plot.data[0][idx];
  if (line >= 0 && place !== undefined) source.picked(line, place);
}

function cursorOf(colours: PlotColours): uPlot.Cursor {
  return {
    y: false,
    move: snappedCursor,
    dataIdx: (_, __, index) => index,
    points: {
      size: 7,
      width: 1.5,
      fill: colours.background,
      stroke: (_, series) => (series === 1 ? colours.line : colours.text),
    },
    // The cursor snaps to a step, which uPlot would take for a drag and then keep the click to itself.
    drag: { x: false, y: false, click: () => undefined },
    sync: {
      key: "strategies",
      setSeries: false,
      scales: ["x", null],
      filters: { pub: type => type === "mousemove" || type === "mouseleave" },
    },
  };
}

/** How a chart of several lines is drawn. */
export function chartOptions(
  size: { readonly width: number; readonly height: number },
  colours: PlotColours,
  source: ChartSource,
): uPlot.Options {
  const [first, last] = source.range;
  return {
    ...size,
    // Half of the axis' last mark stands to the right of the frame.
    padding: [8, 14, 0, 0],
    legend: { show: false },
    cursor: cursorOf(colours),
    scales: {
      x: { time: false, range: () => (first === last ? [first - 1, last + 1] : [first, last]) },
      y: { range: (_, min, max) => plotAxes.valueRange(...bandRange(source.lines, min, max)) },
    },
    axes: plotAxes.both(colours),
    series: [{}, ...source.lines.map((line, index) => seriesOf(line, index, colours))],
    hooks: {
      ready: [plot => plot.over.addEventListener("click", () => pick(plot, source))],
      drawAxes: [plot => source.drawUnder(plot)],
      draw: [plot => source.drawOver(plot)],
      setCursor: [
        ({ cursor: { idx, left }, data }) =>
          source.hovered(idx === null || idx === undefined || (left ?? -1) < 0 ? null : (data[0][idx] ?? null)),
      ],
    },
  };
}
