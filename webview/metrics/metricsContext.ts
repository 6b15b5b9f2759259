import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { MetricsModel } from "./metricsModel.js";

const context = createContext<MetricsModel | null>(null);

/** How the parts of the curves get at their model. */
export const metricsContext = {
  Provider: context.Provider,
  use(): MetricsModel {
    const model = useContext(context);
    if (model === null) throw new Error("a part of the curves was drawn outside of them");
    return model;
  },
};
