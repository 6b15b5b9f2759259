import { resolveConfig } from "./resolveConfig.js";
import type { RunConfig } from "./runConfig.js";

/** How many GPUs a run wants of each node; null: it wants none. */
export const gpusOfNode = (config: RunConfig): number | null =>
  config.engine === "miniature" ? null : resolveConfig(config).gpusPerNode.value;
