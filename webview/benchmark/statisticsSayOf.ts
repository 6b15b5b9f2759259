import type { StatisticsSay } from "../../src/protocol/benchmark/statisticsSay.js";
import { statisticsStrings } from "../../src/protocol/benchmark/statisticsStrings.js";

/** Reads the host's table of words; what it lacks is English. */
export const statisticsSayOf =
  (words: Readonly<Record<string, string>>): StatisticsSay =>
  key =>
    words[key] ?? statisticsStrings[key];
