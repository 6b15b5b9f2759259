import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { StrategiesModel } from "./strategiesModel.js";

const context = createContext<StrategiesModel | null>(null);

/** How the parts of the strategies view get at their model. */
export const strategiesContext = {
  Provider: context.Provider,
  use(): StrategiesModel {
    const model = useContext(context);
    if (model === null) throw new Error("a part of the strategies view was drawn outside of it");
    return model;
  },
};
