import { strategiesStateSchema, type StrategiesState } from "../../src/protocol/reward/strategiesViewApi.js";
import type { StrategiesModel } from "./strategiesModel.js";
import { rememberWhenQuiet } from "../rememberWhenQuiet.js";

const stateOf = (model: StrategiesModel): StrategiesState => ({
  source: model.sourceKey.value,
  columns: model.columnsText.value,
  strategies: model.chosen.value === null ? null : [...model.chosen.value],
  against: model.against.value,
  estimator: model.estimator.value,
  showsParts: model.showsParts.value,
  pane: model.pane.value,
  others: [...model.others.value],
  charts: model.charts.value === null ? null : [...model.charts.value],
  tables: [...model.tables.value],
  align: model.align.value,
  pinned: model.pinned.value,
});

function takeUp(model: StrategiesModel, state: StrategiesState): void {
  model.sourceKey.value = state.source;
  model.columnsText.value = state.columns;
  model.chosen.value = state.strategies;
  model.against.value = state.against;
  model.estimator.value = state.estimator;
  model.showsParts.value = state.showsParts;
  model.pane.value = state.pane;
  model.others.value = state.others;
  model.charts.value = state.charts;
  model.tables.value = state.tables;
  model.align.value = state.align;
  model.pinned.value = state.pinned;
}

/** Takes up what was remembered, and remembers from now on. */
export function keepStrategiesState(
  model: StrategiesModel,
  saved: unknown,
  write: (state: StrategiesState) => void,
): void {
  const state = strategiesStateSchema.safeParse(saved).data;
  if (state !== undefined) takeUp(model, state);
  rememberWhenQuiet(() => stateOf(model), write);
}
