/** The formats that can be read. One file of `core/rollout/formats` each. */
export type FormatId =
  | "verl-rollouts"
  | "verl-metrics"
  | "deepeyes-board"
  | "deepeyes-evaluation"
  | "llamafactory-log"
  | "trainer-state"
  | "llamafactory-predictions"
  | "reward-lines";
