import type { DataCode } from "../../core/launch/dataCodes.js";

/** What is counted from the data, in English, each with the way out; the host translates the table. */
export const dataStrings: Readonly<Record<DataCode, string>> = {
  "prompts-dropped":
    "{0} of {1} questions of {2} have a prompt above {3} tokens, and verl drops them without a word: lower pixels.max to {4}.",
};
