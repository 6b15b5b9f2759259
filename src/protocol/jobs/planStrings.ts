import type { PlanCode } from "../../core/launch/planCodes.js";

/** What is found in a run configuration, in English, each with the way out; the host translates the table. */
export const planStrings: Readonly<Record<PlanCode, string>> = {
  "batch-not-divisible":
    "{0} prompts × {1} responses cannot be shared evenly by {2} GPUs: change the batch or the number of GPUs.",
  "context-too-short":
    "Prompt and response need {0} tokens and the model has {1}: shorten one of them or name a model with a longer context.",
  "needs-targets": "Region-aware RL needs target boxes, and {0} has none: leave it out of data.tasks.",
};
