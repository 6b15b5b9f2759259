import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { StageModel } from "./stageModel.js";

const context = createContext<StageModel | null>(null);

/** How the parts of a stage get at what it draws. */
export const stageContext = {
  Provider: context.Provider,
  use(): StageModel {
    const model = useContext(context);
    if (model === null) throw new Error("a part of a stage was drawn outside of it");
    return model;
  },
};
