import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { DistilModel } from "./distilModel.js";

const context = createContext<DistilModel | null>(null);

/** How the parts of the view of traces get at their model. */
export const distilContext = {
  Provider: context.Provider,
  use(): DistilModel {
    const model = useContext(context);
    if (model === null) throw new Error("a part of the view of traces was drawn outside of it");
    return model;
  },
};
