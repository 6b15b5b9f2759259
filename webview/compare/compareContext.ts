import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { CompareModel } from "./compareModel.js";

const context = createContext<CompareModel | null>(null);

/** How the parts of the compare view get at their model. */
export const compareContext = {
  Provider: context.Provider,
  use(): CompareModel {
    const model = useContext(context);
    if (model === null) throw new Error("a part of the compare view was drawn outside of it");
    return model;
  },
};
