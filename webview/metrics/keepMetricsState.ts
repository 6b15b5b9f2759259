import { metricsStateSchema, type MetricsState } from "../../src/protocol/metricsApi.js";
import type { MetricsModel } from "./metricsModel.js";
import { rememberWhenQuiet } from "../rememberWhenQuiet.js";

const stateOf = (model: MetricsModel): MetricsState => ({
  file: model.view.value?.file ?? null,
  selected: model.selected.value === null ? null : [...model.selected.value],
  filter: model.filter.value,
  zoom: model.zoom.value,
  tables: [...model.tables.value],
  showsReplaced: model.showsReplaced.value,
});

/** Takes up what was remembered, and remembers from now on. The range of steps holds for its own file only. */
export function keepMetricsState(model: MetricsModel, saved: unknown, write: (state: MetricsState) => void): void {
  const state = metricsStateSchema.safeParse(saved).data;
  if (state !== undefined) {
    const { file, selected, filter, zoom, tables, showsReplaced } = state;
    model.selected.value = selected;
    model.filter.value = filter;
    model.tables.value = tables;
    model.showsReplaced.value = showsReplaced;
    const isSameFile = model.view.value === null || model.view.value.file === file;
    if (isSameFile && zoom !== null && zoom.min < zoom.max) model.zoom.value = zoom;
  }
  rememberWhenQuiet(() => {
    const next = stateOf(model);
    return { ...next, file: next.file ?? state?.file ?? null };
  }, write);
}
