/** Why a key of a run configuration cannot be used. Sentences: `src/protocol/jobs/configStrings.ts`. */
export const runConfigIssueCodes = ["not-json", "not-an-object", "missing", "unknown-key", "bad-value"] as const;
export type RunConfigIssueCode = (typeof runConfigIssueCodes)[number];

export interface RunConfigIssue {
  readonly code: RunConfigIssueCode;
  /** E.g. `stages.1.name`; empty for the file as a whole. */
  readonly key: string;
  /** Fill the sentence: `unknown-key` [key, nearest known key], `missing` [key], `bad-value` [key, what is allowed]. */
  readonly values: readonly string[];
  /** UTF-16 offset of the key or the value in the text; null: the text does not have it. */
  readonly at: number | null;
}
