import type { ForeignFlag } from "../../core/evaluation/import/foreignRow.js";

/** What is to be known of some of another program's answers, in English; `{0}` is their number. */
export const foreignFlagStrings: Readonly<Record<ForeignFlag, string>> = {
  "request-failed": "{0} requests failed: they count as asked in vain",
  "judge-guess": "{0} were guessed at by the other program: they are read anew",
  "judge-failed": "{0} got no score of their judge: the other program took the lowest one",
  "cut-by-writer": "{0} end where a spreadsheet’s cell ends: have the program write TSV",
  unscored: "{0} were not scored by the other program",
  duplicate: "{0} lie over an earlier answer to the same question",
  "target-differs": "{0} were asked with another right answer: they have no grade",
  "options-differ": "{0} were asked with other options: they have no grade",
  "rotation-missing": "{0} are of questions of which rotations are missing: they have no grade",
  "verdict-of-rotations": "{0} have one verdict of the other program on all rotations together",
  "model-differs": "{0} are of a model that their file names otherwise",
  "joined-by-index": "{0} were found by their number, with question and right answer",
  "joined-by-text": "{0} were found by question and right answer",
};
