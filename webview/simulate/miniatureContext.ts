import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { MiniatureModel } from "./miniatureModel.js";

const context = createContext<MiniatureModel | null>(null);

/** How the parts of the view of a comparison get at their model. */
export const miniatureContext = {
  Provider: context.Provider,
  use(): MiniatureModel {
    const model = useContext(context);
    if (model === null) throw new Error("a part of the view of a comparison was drawn outside of it");
    return model;
  },
};
