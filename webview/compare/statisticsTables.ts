import type { PlainTable } from "../../src/core/reward/tableText.js";
import type { Comparison, SideStatistics } from "../../src/protocol/reward/compareApi.js";
import type { Interval } from "../../src/protocol/reward/interval.js";
import type { CompareTranslate } from "./compareTranslate.js";

/** The figures of Table 6 that have an interval, in the order of its columns, with the decimals that they are shown with. */
export const statisticColumns = [
  { name: "calls", digits: 2 },
  { name: "meanIou", digits: 2 },
  { name: "firstIou", digits: 2 },
  { name: "secondIou", digits: 2 },
  { name: "found", digits: 2 },
  { name: "accuracy", digits: 2 },
  { name: "score", digits: 2 },
] as const satisfies readonly { name: keyof SideStatistics; digits: number }[];

export const quadrantNames = ["goodRight", "goodWrong", "badRight", "badWrong"] as const;

const bounds = ({ value, lo, hi }: Interval) => [value, lo, hi];

/** All task kinds together first; within a task kind by side. */
export function statisticRows({ statistics, taskKinds }: Comparison): readonly SideStatistics[] {
  return [null, ...taskKinds].flatMap(kind => statistics.filter(({ taskKind }) => taskKind === kind));
}

/** The tables of the sides as they are copied: full precision, bounds in columns of their own. */
export const statisticsTables = {
  figures(comparison: Comparison, nameOf: (side: number) => string, t: CompareTranslate): PlainTable {
    const head = statisticColumns.flatMap(({ name }) => [t(name), `${t(name)} lo`, `${t(name)} hi`]);
    const rows = statisticRows(comparison).map(one => [
      one.taskKind ?? t("allKinds"),
      nameOf(one.side),
      ...statisticColumns.flatMap(({ name }) => bounds(one[name])),
      ...[one.unparsed, one.questions, one.rollouts],
    ]);
    const counts = [t("unparsed"), t("questionCount"), t("rollouts")];
    return { head: [t("taskKind"), t("side"), ...head, ...counts], rows };
  },

  quadrants(comparison: Comparison, nameOf: (side: number) => string, t: CompareTranslate): PlainTable {
    return {
      head: [t("taskKind"), t("side"), ...quadrantNames.map(name => t(name))],
      rows: statisticRows(comparison).map(({ taskKind, side, quadrants }) => [
        taskKind ?? t("allKinds"),
        nameOf(side),
        ...quadrantNames.map(name => quadrants[name]),
      ]),
    };
  },

  transitions({ transitions }: Comparison, t: CompareTranslate): PlainTable {
    return {
      head: [
        ...[t("taskKind"), t("pairs"), t("gained"), t("lost")],
        ...[t("difference"), "lo", "hi", t("pValue"), t("pAdjusted")],
      ],
      rows: transitions.map(({ taskKind, pairs, mcnemar, difference }) => [
        ...[taskKind ?? t("allKinds"), pairs, mcnemar.c, mcnemar.b],
        ...[...bounds(difference), mcnemar.p, mcnemar.adjusted],
      ]),
    };
  },
} as const;
