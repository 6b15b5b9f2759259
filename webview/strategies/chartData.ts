import type { DrawnLine } from "./drawnLine.js";

/** Places of the axis, ascending, and the values of each line there; undefined where a line has none. */
export type ChartData = [x: number[], ...lines: (number | undefined)[][]];

/** The lines of a chart over one axis. Where a line is interrupted its `breaks` say. */
export function chartData(lines: readonly DrawnLine[]): ChartData {
  const axis = [...new Set(lines.flatMap(({ x }) => x))].sort((a, b) => a - b);
  const places = new Map(axis.map((x, index) => [x, index]));
  const columns = lines.map(({ x, values }) => {
    const filled = new Array<number | undefined>(axis.length).fill(undefined);
    x.forEach((at, i) => {
      const place = places.get(at);
      if (place !== undefined) filled[place] = values[i] ?? undefined;
    });
    return filled;
  });
  return [axis, ...columns];
}
