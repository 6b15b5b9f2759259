import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { LaunchModel } from "./launchModel.js";

const context = createContext<LaunchModel | null>(null);

/** How the parts of the form get at their model. */
export const launchContext = {
  Provider: context.Provider,
  use(): LaunchModel {
    const model = useContext(context);
    if (model === null) throw new Error("a part of the form was drawn outside of it");
    return model;
  },
};
