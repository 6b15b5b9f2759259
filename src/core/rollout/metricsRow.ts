import type { LoggedNumber } from "./loggedNumber.js";

/** One logged point of a training curve file (verl `file` logger, LLaMA-Factory, HF Trainer). */
export interface MetricsRow {
  readonly step: number | null;
  /** In the order of the file; names as logged, e.g. `critic/score/mean`, `loss`. */
  readonly values: readonly { readonly name: string; readonly value: LoggedNumber }[];
  /** Texts such as `elapsed_time`, kept as written. */
  readonly texts: readonly { readonly name: string; readonly text: string }[];
}
