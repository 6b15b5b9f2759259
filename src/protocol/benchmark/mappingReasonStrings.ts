/** Why a meaning is suggested for a name. {0} is a word found in it. */
export const mappingReasonStrings = {
  word: "the name holds “{0}”",
  supercategory: "its group’s name holds “{0}”",
  part: "“{0}” names a part, or what stands in it",
  "no-word": "nothing in the name is known",
  values: "the name holds “{0}”, but its values do not fit",
  taken: "another name says the same more clearly",
} as const;
