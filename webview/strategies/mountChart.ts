import uPlot from "uplot";
import { plotColours } from "../metrics/plotColours.js";
import { chartData } from "./chartData.js";
import type { ChartLine } from "./chartLines.js";
import { chartOptions, type ChartSource } from "./chartOptions.js";
import { drawMarks, type ChartMarks } from "./drawMarks.js";
import type { StrategiesModel } from "./strategiesModel.js";

export interface MountedChart {
  /** Puts the cursor of all charts on a place; null takes it away. */
  moveTo(place: number | null): void;
  dispose(): void;
}

interface Chart {
  readonly lines: readonly ChartLine[];
  /** Places of the axis from the first to the last, the same in all charts. */
  readonly range: readonly [number, number];
  readonly marks: ChartMarks;
  /** A point of a line was clicked. */
  readonly picked: (line: ChartLine, place: number) => void;
}

/** Draws the lines of a chart into an element. Colours and lines are taken once: with others it is mounted anew. */
export function mountChart(holder: HTMLElement, model: StrategiesModel, chart: Chart): MountedChart {
  const colours = plotColours(holder);
  const source: ChartSource = {
    lines: chart.lines,
    range: chart.range,
    drawOver: plot => drawMarks(plot, { ...chart.marks, pinned: model.pinned.peek() }, colours),
    hovered: place => (model.hovered.value = place),
    picked: (index, place) => {
      const line = chart.lines[index];
      if (line !== undefined) chart.picked(line, place);
    },
  };
  const size = () => ({ width: Math.max(1, holder.clientWidth), height: Math.max(1, holder.clientHeight) });
  const plot = new uPlot(chartOptions(size(), colours, source), chartData(chart.lines), holder);
  const stop = model.pinned.subscribe(() => plot.redraw(false));
  const resized = new ResizeObserver(() => plot.setSize(size()));
  resized.observe(holder);
  return {
    moveTo: place =>
      plot.setCursor({ left: place === null ? -10 : plot.valToPos(place, "x"), top: plot.over.clientHeight / 3 }),
    dispose: () => {
      stop();
      resized.disconnect();
      plot.destroy();
    },
  };
}
