import type { MiniatureHistory } from "../../core/simulate/miniature/miniatureHistory.js";
import type { MiniatureOptions } from "../../core/simulate/miniature/miniatureOptions.js";
import type { Strategy } from "../../core/reward/strategy.js";

/** One training of `options.steps` steps, to be compared with others. */
export interface AskedTraining {
  readonly options: MiniatureOptions;
  readonly strategy: Strategy;
}

/** What a thread is told: the training and its place in the list. */
export interface ToMiniatureThread {
  readonly place: number;
  readonly training: AskedTraining;
}

export type FromMiniatureThread =
  | { readonly kind: "trained"; readonly place: number; readonly history: MiniatureHistory }
  /** After that step the policy had numbers that are none. */
  | { readonly kind: "diverged"; readonly place: number; readonly step: number }
  | { readonly kind: "failed"; readonly place: number; readonly error: unknown };
