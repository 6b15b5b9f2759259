import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ReviewModel } from "./reviewModel.js";

const context = createContext<ReviewModel | null>(null);

/** How the parts of the review get at their model. */
export const reviewContext = {
  Provider: context.Provider,
  use(): ReviewModel {
    const model = useContext(context);
    if (model === null) throw new Error("a part of the review was drawn outside of it");
    return model;
  },
};
