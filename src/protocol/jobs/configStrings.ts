import type { RunConfigIssueCode } from "../../core/launch/runConfigIssue.js";

/** Why a run configuration cannot be read, in English, each with the way out; the host translates the table. */
export const configStrings: Readonly<Record<RunConfigIssueCode, string>> = {
  "not-json": "This is no JSON from here on: mend what stands here.",
  "not-an-object": "A run configuration is an object: put { and } around its keys.",
  missing: "{0} is missing: add it.",
  "unknown-key": "There is no key {0}; the nearest is {1}.",
  "bad-value": "{0} cannot have this value; allowed: {1}.",
};
