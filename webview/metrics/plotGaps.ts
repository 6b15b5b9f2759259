import type uPlot from "uplot";

/** The parts of a line that are interrupted, in canvas pixels. `breaks` are pairs of places on the axis. */
export function plotGaps(plot: uPlot, breaks: readonly (readonly [from: number, to: number])[]): uPlot.Series.Gaps {
  const { left, width } = plot.bbox;
  const place = (step: number) => Math.min(left + width, Math.max(left, Math.round(plot.valToPos(step, "x", true))));
  return breaks.map(([from, to]): [number, number] => [place(from), place(to)]).filter(([from, to]) => to > from);
}
