import type { RunFindingCode } from "../../core/evaluation/runFinding.js";

/** What is to be known of an evaluation, in English, each with the way out; see `runFinding.ts` for the values. */
export const runFindingStrings: Readonly<Record<RunFindingCode, string>> = {
  "one-image":
    "The server takes one image in a request and not {0}, which this run may need: raise its limit (vLLM: --limit-mm-per-prompt), lower the turns, or show panels aside. ({1})",
  "images-refused": "The server takes no images: is the model one that sees? ({0})",
  "tools-ignored":
    "The zoom tool was offered as a function, and the model called none: start the server with a parser for calls, or offer the tool in text. ({0})",
  "tool-text-ignored":
    "The model was told of the zoom tool and wrote no call when it was asked for one: it may answer without zooming. ({0})",
  "box-convention":
    "{1} of {0} boxes do not fit {2}, in which the model was taken to count: look at some on their pages, and choose another convention.",
  "model-differs": "{0} was asked for, and the server says that {1} answered.",
  "several-models": "The server answered as several models: {0}.",
  "limit-cut": "{0} of {1} answers ended at the limit of tokens: a higher one gives them room.",
  "probe-failed": "The endpoint does not do what the run needs: {0}",
};
