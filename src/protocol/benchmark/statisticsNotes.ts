import type { BenchmarkStatistics } from "../../core/benchmark/statistics/benchmarkStatistics.js";
import { paperBenchmark } from "../../core/benchmark/statistics/paperBenchmark.js";
import type { StatisticsSay } from "./statisticsSay.js";

/** What has to be said with the tables: how they count, and what is wrong with the paper's numbers. */
export function statisticsNotes({ counted }: BenchmarkStatistics, say: StatisticsSay): readonly string[] {
  return [say(`note_${counted}`), say("note_intervals"), ...paperBenchmark.notes.map(note => say(`note_${note}`))];
}
