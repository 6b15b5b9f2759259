import uPlot from "uplot";
import type { MetricsSeries } from "../../src/core/rollout/metricsCurves.js";
import { lonelyPoints } from "./lonelyPoints.js";
import { plotAxes } from "./plotAxes.js";
import type { PlotColours } from "./plotColours.js";
import { plotGaps } from "./plotGaps.js";
import { snappedCursor } from "./snappedCursor.js";
import type { StepRange } from "./stepRange.js";

/** What a plot asks for while it is drawn, and tells. Everything may change from one drawing to the next. */
export interface PlotSource {
  readonly series: () => MetricsSeries | undefined;
  readonly range: () => StepRange;
  readonly drawOver: (plot: uPlot) => void;
  /** The step under the cursor, null when it left. */
  readonly hovered: (step: number | null) => void;
  /** The person drew a range; null goes back to all steps. */
  readonly zoomed: (range: StepRange | null) => void;
}

const lineWidth = 1.5;

/** CSS pixels between two values, on average, from which on each has a dot. */
const dotSpace = 12;

/** Whether the values of the first line stand so far apart that each has a dot. */
function showsDots(plot: uPlot, first: number, last: number): boolean {
  const count = Array.from(plot.data[1] ?? []).filter(
    (value, at) => at >= first && at <= last && typeof value === "number",
  ).length;
  return plot.over.clientWidth >= count * dotSpace;
}

function ownLine(source: PlotSource, colours: PlotColours): uPlot.Series {
  const lonely = (plot: uPlot) => lonelyPoints(plot.data[0], plot.data[1] ?? [], source.series()?.breaks ?? []);
  return {
    stroke: colours.line,
    width: lineWidth,
    gaps: plot => plotGaps(plot, source.series()?.breaks ?? []),
    points: {
      size: 5,
      width: 0,
      fill: colours.line,
      show: (plot, _, first, last) => showsDots(plot, first, last),
      filter: (plot, _, isShown) => (isShown ? null : lonely(plot)),
    },
  };
}

function cursor(colours: PlotColours, source: PlotSource): uPlot.Cursor {
  return {
    y: false,
    move: snappedCursor,
    // Each line's dot stays at the step itself, and off where the line has no value there.
    dataIdx: (_, __, index) => index,
    points: { size: 7, width: 2, fill: colours.background, stroke: colours.line },
    drag: { x: true, y: false, setScale: false, dist: 5 },
    bind: {
      dblclick: () => () => {
        source.zoomed(null);
        return null;
      },
    },
    sync: {
      key: "curves",
      setSeries: false,
      scales: ["x", null],
      filters: { pub: type => type === "mousemove" || type === "mouseleave" },
    },
  };
}

/** How a curve is drawn: its own line, and dashed ones for as many lists of replaced values. */
export function plotOptions(
  size: { readonly width: number; readonly height: number },
  replacedLines: number,
  colours: PlotColours,
  source: PlotSource,
): uPlot.Options {
  const replaced: uPlot.Series = { stroke: colours.dim, width: lineWidth, dash: [4, 3], points: { show: false } };
  return {
    ...size,
    padding: [6, 8, 0, 0],
    legend: { show: false },
    cursor: cursor(colours, source),
    scales: {
      x: {
        time: false,
        range: () => {
          const { min, max } = source.range();
          return min === max ? [min - 1, max + 1] : [min, max];
        },
      },
      y: { range: (_, min, max) => plotAxes.valueRange(min, max) },
    },
    axes: plotAxes.both(colours),
    series: [{}, ownLine(source, colours), ...Array.from({ length: replacedLines }, () => replaced)],
    hooks: {
      draw: [plot => source.drawOver(plot)],
      setCursor: [
        ({ cursor: { idx, left }, data }) =>
          source.hovered(idx === null || idx === undefined || (left ?? -1) < 0 ? null : (data[0][idx] ?? null)),
      ],
      setSelect: [
        plot => {
          const { left, width } = plot.select;
          if (width <= 0) return;
          source.zoomed({ min: plot.posToVal(left, "x"), max: plot.posToVal(left + width, "x") });
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}
