import { statisticsStrings, type StatisticsStringKey } from "./statisticsStrings.js";

/** A word of the statistics in somebody's language. */
export type StatisticsSay = (key: StatisticsStringKey) => string;

const isKey = (text: string): text is StatisticsStringKey => Object.hasOwn(statisticsStrings, text);

/** In English, for the command line. */
export const englishStatistics: StatisticsSay = key => statisticsStrings[key];

/** The word of a code that may be newer than the table: such a code stands for itself. */
export function wordOf(say: StatisticsSay, prefix: string, code: string): string {
  const key = `${prefix}_${code}`;
  return isKey(key) ? say(key) : code;
}
