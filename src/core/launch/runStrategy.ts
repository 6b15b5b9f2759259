import { stated, type Resolved } from "./resolved.js";
import type { RunConfig } from "./runConfig.js";

/** The strategy of a run as it is written, `ID` or `ID@key=value;key=value`, whatever trains; null for SFT. */
export function runStrategy({ method, strategy }: Pick<RunConfig, "method" | "strategy">): Resolved<string> | null {
  switch (method) {
    case "SFT-S":
    case "SFT-R":
      return null;
    case "RL":
      return stated(strategy, "vanilla");
    case "RARL":
      return stated(strategy, "two-phase");
  }
}
