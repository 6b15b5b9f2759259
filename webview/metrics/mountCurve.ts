import { effect, untracked } from "@preact/signals";
import uPlot from "uplot";
import { drawSeams } from "./drawSeams.js";
import type { MetricsModel } from "./metricsModel.js";
import { plotColours } from "./plotColours.js";
import { plotData, type PlotData } from "./plotData.js";
import { plotOptions, type PlotSource } from "./plotOptions.js";

export interface MountedCurve {
  /** Puts the cursor of this curve, and with it that of all others, on a step; null takes it away. */
  moveTo(step: number | null): void;
  dispose(): void;
}

function dataOf(model: MetricsModel, name: string): PlotData {
  const series = model.byName.value.get(name);
  const steps = model.view.value?.curves.steps ?? [];
  if (series === undefined) return [[]];
  return plotData(series, steps, model.axisSteps.value, model.showsReplaced.value);
}

/**
 * Draws the curve of one series into an element and keeps it as the model says: its data, the range of steps, its
 * width. Colours, font and the number of lines are taken once: after a change of theme it is mounted anew.
 */
export function mountCurve(holder: HTMLElement, model: MetricsModel, name: string): MountedCurve {
  const colours = plotColours(holder);
  const data = untracked(() => dataOf(model, name));
  let range = model.range.peek();
  const source: PlotSource = {
    series: () => model.byName.peek().get(name),
    range: () => range,
    drawOver: plot => drawSeams(plot, model.view.peek()?.curves.seams ?? [], model.t("seam"), colours),
    hovered: step => (model.hoveredStep.value = step),
    zoomed: chosen => (model.zoom.value = chosen),
  };
  const size = () => ({ width: Math.max(1, holder.clientWidth), height: Math.max(1, holder.clientHeight) });
  const plot = new uPlot(plotOptions(size(), data.length - 2, colours, source), data, holder);
  const stop = effect(() => {
    range = model.range.value;
    const next = dataOf(model, name);
    // With another number of lines the curve is about to be mounted anew.
    if (next.length === data.length) untracked(() => plot.setData(next));
  });
  const resized = new ResizeObserver(() => plot.setSize(size()));
  resized.observe(holder);
  return {
    moveTo: step =>
      plot.setCursor({ left: step === null ? -10 : plot.valToPos(step, "x"), top: plot.over.clientHeight / 3 }),
    dispose: () => {
      stop();
      resized.disconnect();
      plot.destroy();
    },
  };
}
