import type { DistilFindingCode } from "../../core/distil/distilFinding.js";

/** What is found where supervised data is held against the run that goes on from it, in a sentence each. */
export const distilFindingStrings = {
  "answers-only": "The rows teach answers without reasoning, and the run asks for reasoning: SFT-R comes before it.",
  "system-differs":
    "The system message of the rows is not the one of the run; they first differ in “{0}”. Export again with --for and this run's file.",
  "user-differs": "The run puts these task kinds into other words than the rows: {0}.",
  "tool-only-here":
    "The rows zoom in, and the run ({0}) has no zoom tool: the model learns calls that nothing answers.",
  "tool-only-there": "The run has a zoom tool, and no row zooms in: the model learns to answer without it.",
  "boxes-differ": "The boxes of the rows count in {0}, those of the run in pixels of the resized page.",
  "pixels-differ": "Images of the rows have a limit of {0} pixels, those of the run {1}: boxes are in another grid.",
  "grid-differs": "Sides of the rows' images are multiples of {0}, those of the run of {1}.",
  "turns-over": "Rows have up to {0} turns of the model, and the run stops after {1}.",
  "cutoff-under": "The run cuts rows off after {0} tokens; they were made for {1}.",
  "tasks-missing": "The run trains on task kinds of which there is no row: {0}.",
  "method-differs": "The rows are for {0}, and the run is {1}.",
  "panels-here": "The rows show panels alone, and the run shows whole pages.",
  "near-held-out":
    "Questions with a kept trace that are worded nearly as one of val or test: {0}. The nearest, {1} and {2}, share {3} % of their words, seldom ones counting more: look whether the pages are the same.",
  alike: "Rows and {0} have the same prompts, tool text and grid of pixels.",
} as const satisfies Record<DistilFindingCode, string>;
