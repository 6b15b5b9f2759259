/**
 * What trains a language model. `verl-current`: verl-project/verl 0.9 and later; `verl-deepeyes`: the fork Visual-Agent/DeepEyes (verl
 * 0.2.0.dev, vLLM 0.8.2), which the paper most probably used; `llama-factory`: hiyouga/LLaMA-Factory from 0.9.4;
 * `llama-factory-0.9.3`: the layout before it.
 */
export const trainerIds = ["verl-current", "verl-deepeyes", "llama-factory", "llama-factory-0.9.3"] as const;
export type TrainerId = (typeof trainerIds)[number];

/** What trains. `miniature`: our own small policy (`core/simulate`), which needs neither GPU nor model nor data. */
export const engineIds = [...trainerIds, "miniature"] as const;
export type EngineId = (typeof engineIds)[number];

/** Whether an engine is a verl; the other trainers are a LLaMA-Factory. */
export function isVerl(engine: EngineId): boolean {
  switch (engine) {
    case "verl-current":
    case "verl-deepeyes":
      return true;
    case "llama-factory":
    case "llama-factory-0.9.3":
    case "miniature":
      return false;
  }
}
