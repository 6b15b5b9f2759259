import type { BenchmarkStatistics } from "../../core/benchmark/statistics/benchmarkStatistics.js";
import type { ForeignSetCount } from "../../core/benchmark/statistics/foreignSetCount.js";
import { groupedNumber } from "../../core/reward/groupedNumber.js";
import { tableText } from "../../core/reward/tableText.js";
import { statisticsNotes } from "./statisticsNotes.js";
import type { StatisticsSay } from "./statisticsSay.js";
import { statisticsTables } from "./statisticsTables.js";

/** All tables as one text: Markdown with headings and notes; CSV with the table's name in a line of its own before it. */
export const statisticsText = {
  markdown(own: BenchmarkStatistics, sets: readonly ForeignSetCount[], say: StatisticsSay): string {
    const tables = statisticsTables(own, sets, say);
    const parts = tables.map(({ title, table }) => `## ${title}\n\n${tableText.markdown(table, groupedNumber)}`);
    const notes = statisticsNotes(own, say).map(note => `- ${note}\n`);
    return [...parts, `## ${say("notes")}\n\n${notes.join("")}`].join("\n");
  },
  csv(own: BenchmarkStatistics, sets: readonly ForeignSetCount[], say: StatisticsSay): string {
    const tables = statisticsTables(own, sets, say);
    return tables
      .map(({ title, table }) => tableText.csv({ head: [title], rows: [] }) + tableText.csv(table))
      .join("\r\n");
  },
} as const;
