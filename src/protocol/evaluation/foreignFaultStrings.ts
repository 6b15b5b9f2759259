/** Why a file of another program's results cannot be taken, in English; see `foreignRecords.ts`. */
export const foreignFaultStrings = {
  pickle: "Reading a pickle is running it: have the program write TSV or JSON (VLMEvalKit: PRED_FORMAT=tsv).",
  "not-utf8": "It is neither UTF-8 nor UTF-16.",
  "not-json": "It is no JSON.",
  "no-records": "It has no records.",
  "not-a-zip": "It is no archive, or one that is cut off.",
  "too-many": "It is an archive with too many entries.",
  "too-large": "It is larger than what is read at once.",
  damaged: "The archive is damaged.",
  "other-method": "It is packed in a way that is not known here: log as .json (inspect log convert --to json).",
  "no-sheet": "It is a workbook without a first sheet.",
  "repeated-columns": "Two columns have one name: which of them is meant cannot be told.",
  "not-xml": "It is a workbook whose sheet is damaged.",
  "unknown-format": "Whose results these are cannot be told.",
} as const;
