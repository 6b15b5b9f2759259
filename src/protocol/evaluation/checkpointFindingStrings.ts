import type { CheckpointFindingCode } from "../../core/evaluation/checkpoint/checkpointFinding.js";

/** What is to be known of a checkpoint that is evaluated, in English; see `checkpointFinding.ts`. */
export const checkpointFindingStrings: Readonly<Record<CheckpointFindingCode, string>> = {
  "setting-differs": "not as it was trained: {0} was {1}, and is {2} now",
  "limit-of-response":
    "its training ended a whole response, crops included, at {0} tokens, and no turn before; now each of {2} turns ends at {1}, and the whole nowhere",
  "limit-of-turns":
    "its training also ended a whole response, crops included, at {0} tokens; now each of {2} turns ends at {1}, and the whole nowhere",
  "prompts-differ": "asked in the words of its training, which are not the product's: {0}",
  "prompts-unknown": "the rows that it was trained on have prompts of their own; it is asked with the product's",
  "own-prompts": "prompts that were given take the place of the words that it was trained with",
  "run-unknown":
    "{0} has no run.json of a trainer: nobody knows how it was trained, and it is asked as its family wants it",
  "family-unknown": "{0} tells no family: it has to be said how it takes images and counts boxes",
};
