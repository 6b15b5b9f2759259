import type { CodeCode } from "../../core/launch/codeCodes.js";

/** What is found about the code that travels with a run, in English, each with the way out; the host translates the table. */
export const codeStrings: Readonly<Record<CodeCode, string>> = {
  "code-committed": "The code of {0} travels as it is committed ({1}).",
  "code-changed":
    "The code of {0} travels with what is not committed; the difference to {1} is kept in the run folder.",
  "new-file-left-out":
    "{0} ({1} MB) is new and over 100 MB, so it does not travel with the code: put it on the host, or commit it.",
  "submodule-left-out": "The submodule {0} does not travel with the code: install what is needed of it on the host.",
  "code-unread": "git cannot read the code beside this configuration: {0}",
};
