import type { DataCode } from "../../core/launch/dataCodes.js";

/** What is counted from the data, in English, each with the way out; the host translates the table. */
export const dataStrings: Readonly<Record<DataCode, string>> = {
  "prompts-dropped":
    "{0} of {1} questions of {2} have a prompt above {3} tokens, and verl drops them without a word: lower pixels.max to {4}.",
  "prompts-dropped-anyway":
    "{0} of {1} questions of {2} have a prompt above {3} tokens, whatever the size of the page, and verl drops them without a word: raise hyper.promptTokens.",
  "prompts-doubtful":
    "{0} of {1} questions of {2} are so near to {3} tokens that only the model's tokenizer knows whether they fit: lower pixels.max to {4} to be sure.",
  "prompts-fit":
    "All {0} questions of {1} fit: the longest prompt has about {2} of {3} tokens (the text's are an estimate).",
  "pages-unknown":
    "The pages of {0} of {1} questions of {2} cannot be read, so that nobody knows whether they fit: look at data.images.",
  "validation-dropped":
    "{0} of {1} validation questions have, or may have, a prompt above {2} tokens, and checkpoints are compared on the others: lower pixels.max to {3}.",
  "validation-unknown":
    "The pages of {0} of {1} validation questions cannot be read, which ends the run when it comes to them: look at data.images.",
  "crops-too-long":
    "{0} of {1} questions of {2} expect crops that do not fit into {3} tokens of response (about {4} crops do): lower pixels.max or raise hyper.responseTokens.",
  "zooms-over-turns":
    "{0} of {1} questions of {2} expect up to {3} zooms, and {4} turns leave room for fewer: raise hyper.turns or leave the kind out of data.tasks.",
  "crops-fit": "The crops that {0} questions of {1} expect fit: about {2} crops go into {3} tokens of response.",
  "no-questions":
    "No question of {0} is of the chosen task kinds: look at data.tasks and at the field task of the rows.",
  "kind-absent": "The data have no question of {0}: take it out of data.tasks, or add questions.",
  "kind-passed-over":
    "{0} of {1} questions are of {2}, which is none of the task kinds that {3} trains on (data.tasks): they are passed over.",
  "no-targets":
    "{0} of {1} questions of {2} name no target, so that no zoom of theirs is rewarded: add targets to the rows, or leave the kind out of data.tasks.",
  "data-unread": "{0} cannot be read ({1}): name the training data in data.train.",
  "rows-unread": "{0} rows of {1} are damaged and were not counted: mend them, or the trainer may stop at them.",
  "data-cut": "{0} has more than {1} questions; the rest was not counted.",
  "data-not-counted": "The data stand on {0} and were not counted: a preflight of that host counts them.",
  "path-outside-folder":
    "{0} lies outside of the configuration's folder and will be sent to the host: launch only if that is meant.",
  "pages-stay-here":
    "The pages of {0} are files of this machine that would not be sent: name their folder in data.images.",
  "path-missing": "{0} is not there: mend {1} in the configuration.",
  "checkpoints-expected":
    "Checkpoints will take about {0} GB each and {1} GB at once ({2} of them): checkpoints.keep limits how many stay.",
  "model-of-distilled":
    "The model comes from {0}, which was trained on rows of loupe distill: those rows are held against this run.",
};
