import type { Strategy } from "../../core/reward/strategy.js";
import type { FileProblem } from "../fileProblem.js";

/** A strategy and where it comes from. */
export interface ListedStrategy {
  /** The id, with options as `id@key=value;key=value` where a person changed some. */
  readonly spec: string;
  readonly strategy: Strategy;
  readonly from: "built-in" | "settings" | "loupe.json" | "own-code";
}

export interface StrategyList {
  readonly strategies: readonly ListedStrategy[];
  /** What is wrong with strategies in settings or loupe.json, by key. */
  readonly problems: readonly FileProblem[];
  /** The one that the log follows, where that is known: written in the rows, or found by the audit. */
  readonly asLogged: string | null;
}
