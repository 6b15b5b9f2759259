/** What a model is asked to write of a page: a caption of each panel, questions about each, the text of each balloon. */
export const writtenKinds = ["captions", "pairs", "texts"] as const;
export type WrittenKind = (typeof writtenKinds)[number];

/** The prompts that ask for them. */
export const promptOfWritten: Readonly<Record<WrittenKind, string>> = {
  captions: "caption",
  pairs: "question-pairs",
  texts: "balloon-text",
};
