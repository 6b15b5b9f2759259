import { miniatureStateSchema, type MiniatureState } from "../../src/protocol/simulate/miniatureViewApi.js";
import type { MiniatureModel } from "./miniatureModel.js";
import { rememberWhenQuiet } from "../rememberWhenQuiet.js";

const stateOf = (model: MiniatureModel): MiniatureState => ({
  figures: model.figures.value === null ? null : [...model.figures.value],
  tables: [...model.tables.value],
  align: model.align.value,
  pinned: model.pinned.value,
  pairFigure: model.pairFigure.value,
  pairArm: model.pairArm.value,
});

function takeUp(model: MiniatureModel, state: MiniatureState): void {
  model.figures.value = state.figures;
  model.tables.value = state.tables;
  model.align.value = state.align;
  model.pinned.value = state.pinned;
  model.pairFigure.value = state.pairFigure;
  model.pairArm.value = state.pairArm;
}

/** Takes up what was remembered, and remembers from now on. */
export function keepMiniatureState(
  model: MiniatureModel,
  saved: unknown,
  write: (state: MiniatureState) => void,
): void {
  const state = miniatureStateSchema.safeParse(saved).data;
  if (state !== undefined) takeUp(model, state);
  rememberWhenQuiet(() => stateOf(model), write);
}
