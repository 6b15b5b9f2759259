import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { LinesModel } from "./linesModel.js";

const context = createContext<LinesModel | null>(null);

/** How the parts of the view of rows get at their model. */
export const linesContext = {
  Provider: context.Provider,
  use(): LinesModel {
    const model = useContext(context);
    if (model === null) throw new Error("a part of the view of rows was drawn outside of it");
    return model;
  },
};
