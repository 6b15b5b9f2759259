import type { OwnRewardRun } from "../../protocol/reward/ownRewardApi.js";
import { formatCount } from "../tree/formatCount.js";
import type { Translate } from "../translate.js";
import { ownScoreWords } from "./ownScoreWords.js";

/** What a run of own code did, in one or two sentences. */
export function ownRewardSentence(run: OwnRewardRun, t: Translate): string {
  const { id, rollouts, counts, moved, firstProblem, notRun, isMemoryLimited } = run;
  const scored = t("{0}: {1} of {2} rollouts scored", id, formatCount(counts.scored), formatCount(rollouts));
  const words = [
    moved === 0 ? scored : t("{0}, {1} moved", scored, formatCount(moved)),
    ...(firstProblem === null
      ? []
      : [t("row {0}: {1}", firstProblem.ref.row, ownScoreWords(firstProblem.score, t).slice(0, 200))]),
    ...(notRun === 0 ? [] : [t("{0} not tried, since others before them ended the process", formatCount(notRun))]),
    ...(isMemoryLimited === false ? [t("this system does not limit its memory")] : []),
  ];
  return words.join(" · ");
}
