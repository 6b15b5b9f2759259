import { statisticsStrings, type StatisticsStringKey } from "../benchmark/statisticsStrings.js";
import { filledSentence } from "../jobs/filledSentence.js";
import { paperNoteStrings } from "./paperNoteStrings.js";
import { resultStrings, type ResultStringKey } from "./resultStrings.js";

/** A word or sentence of tables of results in somebody's language; names of task kinds are those of the statistics. */
export type ResultSay = (
  key: ResultStringKey | StatisticsStringKey | keyof typeof paperNoteStrings,
  ...values: readonly (string | number)[]
) => string;

const all = { ...statisticsStrings, ...paperNoteStrings, ...resultStrings };

/** In English, for the command line. */
export const englishResults: ResultSay = (key, ...values) => filledSentence(all[key], values);
