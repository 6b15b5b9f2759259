import type { MiniatureCode } from "../../core/launch/miniatureCodes.js";

/** What is found about a run of the miniature, in English, each with the way out; the host translates the table. */
export const miniatureRunStrings: Readonly<Record<MiniatureCode, string>> = {
  "miniature-simulated":
    "The miniature really trains, and what it trains is a small simulated policy on drawn pages: nothing here is measured on a language model.",
  "miniature-zooms":
    "The simulated policy can zoom in vanilla RL too; its reward pays nothing for it. A language model would have no tool.",
  "miniature-not-read": "The miniature does not read {0}: take it out, or choose another engine.",
  "miniature-one-process": "The miniature is one process, whatever {0} says: take it out.",
  "miniature-one-stage": "The miniature has no stages: take them out, or make one configuration a stage.",
  "miniature-option": "{0} is {1}, and the miniature takes {2}: change it.",
  "miniature-no-question":
    "None of the {1} drawn pages has a question of {0}: raise simulate.pages, or set its weight in simulate.mix to 0.",
  "miniature-no-validation-question":
    "None of the {0} pages of the validation has a question that simulate.mix asks for: raise simulate.validationQuestions.",
  "miniature-own-code":
    "The strategy {0} is a program of its own ({1}), which may ask a judge and cannot pay the miniature: choose one of rules.",
  "miniature-uncovered": "The strategy {0} says nothing at step {1}: let a segment of it hold that step.",
  "miniature-no-rate": "The strategy {0} pays by how many of a question’s rollouts call: {1} takes 2 or more for it.",
  "miniature-program":
    "Our own program ({0} MB) is sent along, anew with each launch, so that the run keeps the one that it began with.",
  "miniature-not-built": "{0} is missing, which the miniature is run by: build or install again.",
};
