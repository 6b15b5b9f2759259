import type { PageDoubt } from "../../core/benchmark/statistics/pageDoubts.js";
import { reviewStates, type ReviewState } from "../../core/benchmark/questionRecord.js";
import type { TaskKind } from "../../core/benchmark/taskKinds.js";
import type { BenchmarkSummary, DoubtfulPage, StateCounts } from "../../node/benchmark/benchmarkSummary.js";
import { wordOf, type StatisticsSay } from "../../protocol/benchmark/statisticsSay.js";
import { clip } from "../tree/clip.js";
import { formatCount } from "../tree/formatCount.js";
import { joinWords } from "../tree/joinWords.js";
import type { TreeFace } from "../tree/treeFace.js";
import type { Translate } from "../translate.js";

interface Words {
  readonly t: Translate;
  readonly say: StatisticsSay;
}

const stateIcons: Readonly<Record<ReviewState, string>> = {
  new: "list-unordered",
  accepted: "check",
  edited: "edit",
  rejected: "close",
  conflict: "warning",
};

const reviewedOf = (states: StateCounts) =>
  reviewStates.filter(state => state !== "new").reduce((sum, state) => sum + states[state], 0);

const doubtWords = (doubt: PageDoubt, t: Translate): string => {
  switch (doubt.code) {
    case "no-panels":
      return t("no panels");
    case "no-order":
      return t("no reading order");
    case "unsure-order":
      return t("reading order {0} % sure", Math.round(doubt.confidence * 100));
    default: {
      const never: never = doubt;
      return never;
    }
  }
};

const sentenceOf = (label: string, parts: readonly string[]) => joinWords([label, ...parts], ", ");

function pagesWords(pages: number, t: Translate): string {
  return pages === 1 ? t("1 page") : t("{0} pages", formatCount(pages));
}

function damageWords({ damagedLines }: BenchmarkSummary, t: Translate): string {
  if (damagedLines === 0) return "";
  return damagedLines === 1 ? t("1 damaged line") : t("{0} damaged lines", formatCount(damagedLines));
}

/** How the items of the Benchmark tree look. */
export const benchmarkFaces = {
  benchmark(summary: BenchmarkSummary, { t }: Words): TreeFace {
    const total = summary.tasks.reduce((sum, { total: own }) => sum + own, 0);
    const reviewed = summary.tasks.reduce((sum, { states }) => sum + reviewedOf(states), 0);
    const progress = summary.isBuilt
      ? t("{0}/{1}", formatCount(reviewed), formatCount(total))
      : joinWords([pagesWords(summary.pages, t), t("no questions yet")]);
    const label = clip(summary.name, 80);
    return {
      ...{ label, description: progress, icon: { id: "beaker", color: null } },
      tooltip: [summary.folder, pagesWords(summary.pages, t), damageWords(summary, t)].filter(line => line !== ""),
      spoken: sentenceOf(t("Benchmark {0}", label), [
        summary.isBuilt ? t("{0} of {1} reviewed", reviewed, total) : progress,
      ]),
    };
  },
  task(task: TaskKind, states: StateCounts, total: number, { t, say }: Words): TreeFace {
    const label = wordOf(say, "task", task);
    const reviewed = reviewedOf(states);
    return {
      ...{ label, description: t("{0}/{1}", formatCount(reviewed), formatCount(total)), tooltip: [] },
      icon: { id: "beaker", color: null },
      spoken: sentenceOf(label, [t("{0} of {1} reviewed", reviewed, total)]),
    };
  },
  state(state: ReviewState, count: number, { t }: Words): TreeFace {
    const labels: Readonly<Record<ReviewState, string>> = {
      new: t("To review"),
      accepted: t("Accepted"),
      edited: t("Edited"),
      rejected: t("Rejected"),
      conflict: t("Conflicts"),
    };
    return {
      ...{ label: labels[state], description: formatCount(count), tooltip: [], spoken: `${labels[state]}, ${count}` },
      icon: { id: stateIcons[state], color: state === "conflict" ? "list.warningForeground" : null },
    };
  },
  pages(count: number, { t }: Words): TreeFace {
    const label = t("Pages to look at");
    return {
      ...{ label, description: formatCount(count), spoken: `${label}, ${count}` },
      tooltip: [t("Their panels are in no order, or in one that is not sure: such pages give fewer questions.")],
      icon: { id: "files", color: null },
    };
  },
  page({ fileName, doubts }: DoubtfulPage, { t }: Words): TreeFace {
    const label = clip(fileName, 80);
    const words = doubts.map(doubt => doubtWords(doubt, t));
    return {
      ...{ label, description: joinWords(words), tooltip: [fileName, ...words], spoken: sentenceOf(label, words) },
      icon: { id: "warning", color: "list.warningForeground" },
    };
  },
} as const;
