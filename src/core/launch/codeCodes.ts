/** What is found about the code that travels with a run. Sentences: `src/protocol/jobs/codeStrings.ts`. */
export const codeCodes = [
  "code-committed",
  "code-changed",
  "new-file-left-out",
  "submodule-left-out",
  "code-unread",
] as const;
export type CodeCode = (typeof codeCodes)[number];
