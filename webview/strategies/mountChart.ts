import type { Signal } from "@preact/signals";
import uPlot from "uplot";
import { plotColours } from "../metrics/plotColours.js";
import { chartData } from "./chartData.js";
import { chartOptions, type ChartSource } from "./chartOptions.js";
import { drawBands } from "./drawBands.js";
import { drawMarks, type ChartMarks } from "./drawMarks.js";
import type { DrawnLine } from "./drawnLine.js";

export interface MountedChart {
  /** Puts the cursor of all charts on a place; null takes it away. */
  moveTo(place: number | null): void;
  dispose(): void;
}

/** What the charts of a view have in common. */
export interface ChartPlaces {
  /** The place under the pointer or the keys' cursor. */
  readonly hovered: Signal<number | null>;
  readonly pinned: Signal<number | null>;
}

interface Chart<Line extends DrawnLine> {
  readonly lines: readonly Line[];
  /** Places of the axis from the first to the last, the same in all charts. */
  readonly range: readonly [number, number];
  readonly marks: ChartMarks;
  /** A point of a line was clicked. */
  readonly picked: (line: Line, place: number) => void;
}

/** Draws the lines of a chart into an element. Colours and lines are taken once: with others it is mounted anew. */
export function mountChart<Line extends DrawnLine>(
  holder: HTMLElement,
  places: ChartPlaces,
  chart: Chart<Line>,
): MountedChart {
  const colours = plotColours(holder);
  const source: ChartSource = {
    lines: chart.lines,
    range: chart.range,
    drawUnder: plot => drawBands(plot, chart.lines, colours),
    drawOver: plot => drawMarks(plot, { ...chart.marks, pinned: places.pinned.peek() }, colours),
    hovered: place => (places.hovered.value = place),
    picked: (index, place) => {
      const line = chart.lines[index];
      if (line !== undefined) chart.picked(line, place);
    },
  };
  const size = () => ({ width: Math.max(1, holder.clientWidth), height: Math.max(1, holder.clientHeight) });
  const plot = new uPlot(chartOptions(size(), colours, source), chartData(chart.lines), holder);
  const stop = places.pinned.subscribe(() => plot.redraw(false));
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
