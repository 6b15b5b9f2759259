import uPlot from "uplot";
import type { MetricsSeries } from "../../src/core/rollout/metricsCurves.js";
import { lonelyPoints } from "./lonelyPoints.js";
import type { PlotColours } from "./plotColours.js";
import type { StepRange } from "./stepRange.js";
import { valueText } from "./valueText.js";

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

/** What may lie between two marks of the axis of steps: whole steps only, ascending. */
const wholeSteps = Array.from({ length: 27 }, (_, i) => ([1, 2, 5][i % 3] ?? 1) * 10 ** Math.floor(i / 3));

/** Room above and below a line; none below zero for what never is negative. */
function valueRange(min: number | null, max: number | null): uPlot.Range.MinMax {
  if (min === null || max === null) return [0, 1];
  const room = (max - min) * 0.08 || Math.abs(max) * 0.1 || 1;
  return [min >= 0 ? Math.max(0, min - room) : min - room, max + room];
}

/** The parts of the first line that are interrupted, in canvas pixels. */
function gaps(plot: uPlot, source: PlotSource): uPlot.Series.Gaps {
  const { left, width } = plot.bbox;
  const place = (step: number) => Math.min(left + width, Math.max(left, Math.round(plot.valToPos(step, "x", true))));
  const breaks = source.series()?.breaks ?? [];
  return breaks.map(([from, to]): [number, number] => [place(from), place(to)]).filter(([from, to]) => to > from);
}

function ownLine(source: PlotSource, colours: PlotColours): uPlot.Series {
  const lonely = (plot: uPlot) => lonelyPoints(plot.data[0], plot.data[1] ?? [], source.series()?.breaks ?? []);
  return {
    stroke: colours.line,
    width: lineWidth,
    gaps: plot => gaps(plot, source),
    points: {
      size: 5,
      width: 0,
      fill: colours.line,
      show: (plot, _, first, last) => showsDots(plot, first, last),
      filter: (plot, _, isShown) => (isShown ? null : lonely(plot)),
    },
  };
}

/** Where the cursor stands when the pointer is at `left`: at the nearest step, where there is one in sight. */
function snapped(plot: uPlot, left: number, top: number): [number, number] {
  const step = left < 0 ? undefined : plot.data[0][plot.posToIdx(left)];
  const place = step === undefined ? -1 : plot.valToPos(step, "x");
  return [place >= 0 && place <= plot.over.clientWidth ? place : left, top];
}

function cursor(colours: PlotColours, source: PlotSource): uPlot.Cursor {
  return {
    y: false,
    move: snapped,
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

function axes(colours: PlotColours): uPlot.Axis[] {
  const common = { stroke: () => colours.dim, font: colours.font, ticks: { show: false } };
  const grid = { stroke: colours.grid, width: 1 };
  return [
    {
      ...common,
      size: 22,
      gap: 4,
      space: 44,
      incrs: wholeSteps,
      values: (_, values) => values.map(valueText.full),
      grid: { show: false },
      border: { ...grid, show: true },
    },
    {
      ...common,
      size: 54,
      gap: 6,
      space: 28,
      grid,
      values: (_, values, __, ___, increment) => valueText.ticks(values, increment),
    },
  ];
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
      y: { range: (_, min, max) => valueRange(min, max) },
    },
    axes: axes(colours),
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
