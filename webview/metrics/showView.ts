import { batch } from "@preact/signals";
import type { MetricsView } from "../../src/protocol/metricsApi.js";
import type { MetricsModel } from "./metricsModel.js";

/** Takes up a file or its news. Another file starts with all its steps; the chosen series stay as far as it has them. */
export function showView(model: MetricsModel, view: MetricsView): void {
  batch(() => {
    const before = model.view.value;
    model.view.value = view;
    if (before === null || before.file === view.file) return;
    model.zoom.value = null;
    model.hoveredStep.value = null;
  });
}
