import type { EvaluationInput } from "../../core/evaluation/evaluationRun.js";
import type { EvaluationDigest } from "../../node/evaluation/stored/evaluationDigest.js";
import type { Translate } from "../translate.js";
import { clip } from "../tree/clip.js";
import { formatCount } from "../tree/formatCount.js";
import { joinWords } from "../tree/joinWords.js";
import type { TreeFace } from "../tree/treeFace.js";

const percent = (share: number) => (share * 100).toFixed(1);

const inputWords = (input: EvaluationInput, t: Translate): string =>
  ({ page: t("page"), panel: t("panels"), zoom: t("zoom tool") })[input];

function accuracyWords({ accuracy }: EvaluationDigest, t: Translate): string {
  if (accuracy === null) return "";
  const { k, n } = accuracy;
  return t("{0} % ({1}/{2})", percent(k / n), formatCount(k), formatCount(n));
}

function openWords({ attempts, done, outcomes, isEnded }: EvaluationDigest, t: Translate): readonly string[] {
  const left = attempts - done;
  return [
    left > 0 && !isEnded ? t("{0} to go", formatCount(left)) : "",
    outcomes.failed > 0 ? t("{0} failed", formatCount(outcomes.failed)) : "",
    outcomes.unjudged > 0 ? t("{0} to be judged", formatCount(outcomes.unjudged)) : "",
  ];
}

/** How an evaluation looks in its list. */
export function evaluationFace(digest: EvaluationDigest, t: Translate): TreeFace {
  const { accuracy, folder, model, input, damaged, outcomes, isEnded } = digest;
  const label = clip(digest.name, 80);
  const words = [`${clip(model, 60)} (${inputWords(input, t)})`, accuracyWords(digest, t), ...openWords(digest, t)];
  const interval = accuracy === null ? "" : t("95 % interval {0} to {1} %", percent(accuracy.lo), percent(accuracy.hi));
  const unparsed =
    outcomes.unparsed > 0 ? t("{0} without an answer that can be read", formatCount(outcomes.unparsed)) : "";
  const damage = damaged > 0 ? t("{0} damaged lines", formatCount(damaged)) : "";
  return {
    ...{ label, description: joinWords(words), spoken: joinWords([t("Evaluation {0}", label), ...words], ", ") },
    tooltip: [folder, ...words, interval, unparsed, damage].filter(line => line !== ""),
    icon: { id: isEnded ? "checklist" : "sync", color: null },
  };
}
