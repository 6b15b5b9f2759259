import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { EvaluationModel } from "./evaluationModel.js";

const context = createContext<EvaluationModel | null>(null);

/** How the parts of the tables get at their model. */
export const evaluationContext = {
  Provider: context.Provider,
  use(): EvaluationModel {
    const model = useContext(context);
    if (model === null) throw new Error("a part of the tables was drawn outside of them");
    return model;
  },
};
