import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { BenchmarkModel } from "./benchmarkModel.js";

const context = createContext<BenchmarkModel | null>(null);

/** How the parts of a benchmark's view get at their model. */
export const benchmarkContext = {
  Provider: context.Provider,
  use(): BenchmarkModel {
    const model = useContext(context);
    if (model === null) throw new Error("a part of a benchmark's view was drawn outside of it");
    return model;
  },
};
