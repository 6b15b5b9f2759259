import type uPlot from "uplot";
import type { PlotColours } from "./plotColours.js";
import { valueText } from "./valueText.js";

/** What may lie between two marks of the axis of steps: whole steps only, ascending. */
const wholeSteps = Array.from({ length: 27 }, (_, i) => ([1, 2, 5][i % 3] ?? 1) * 10 ** Math.floor(i / 3));

/** Room above and below a line; none below zero for what never is negative. */
function valueRange(min: number | null, max: number | null): uPlot.Range.MinMax {
  if (min === null || max === null) return [0, 1];
  const room = (max - min) * 0.08 || Math.abs(max) * 0.1 || 1;
  return [min >= 0 ? Math.max(0, min - room) : min - room, max + room];
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

/** The axes that all curves share: whole steps below, values at the left. */
export const plotAxes = { both: axes, valueRange } as const;
