import { reviewStateSchema, type ReviewViewState } from "../../src/protocol/review/reviewViewApi.js";
import { rememberWhenQuiet } from "../rememberWhenQuiet.js";
import type { ReviewModel } from "./reviewModel.js";

const stateOf = (model: ReviewModel): ReviewViewState => ({
  folder: model.init.value.folder,
  filter: model.filter.value,
  question: model.entry.value?.id ?? null,
  shown: model.see.value,
});

/** Takes up what was remembered of this benchmark, remembers from now on, and says with which question to begin. */
export function keepReviewState(
  model: ReviewModel,
  saved: unknown,
  write: (state: ReviewViewState) => void,
): string | null {
  const state = reviewStateSchema.safeParse(saved).data;
  const isOurs = state?.folder === model.init.value.folder;
  if (state !== undefined && isOurs) {
    model.see.value = state.shown;
    model.filter.value = state.filter;
  }
  rememberWhenQuiet(() => stateOf(model), write);
  return isOurs ? state.question : null;
}
