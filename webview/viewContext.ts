import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ViewModel } from "./viewModel.js";

const context = createContext<ViewModel | null>(null);

/** How the parts of the view get at its model. */
export const viewContext = {
  Provider: context.Provider,
  use(): ViewModel {
    const model = useContext(context);
    if (model === null) throw new Error("a part of the view was drawn outside of it");
    return model;
  },
};
