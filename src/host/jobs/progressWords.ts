import type { JobView } from "../../protocol/jobs/jobView.js";
import { formatDecimal } from "../tree/formatDecimal.js";
import type { Translate } from "../translate.js";
import { durationWords } from "./durationWords.js";

/**
 * How far a job is, part by part. `brief` is for a list, where the place says what a number is: "163/200", "6.07"; else
 * the word is there too. What is not known leaves no trace.
 */
export function progressWords(job: JobView, isBrief: boolean, t: Translate): readonly string[] {
  const { stage, reward, secondsLeft, gpuUtilisation } = job;
  const rewardWords = reward === null ? null : formatDecimal(reward);
  return [
    stage !== null && stage.of > 1 ? t("stage {0} of {1}", stage.index + 1, stage.of) : null,
    stepWords(job, isBrief, t),
    rewardWords === null || isBrief ? rewardWords : t("reward {0}", rewardWords),
    secondsLeft === null ? null : t("{0} left", durationWords(secondsLeft, t)),
    gpuUtilisation === null ? null : t("GPU {0}%", Math.round(gpuUtilisation)),
  ].filter(words => words !== null);
}

function stepWords({ step, totalSteps }: JobView, isBrief: boolean, t: Translate): string | null {
  if (step === null) return null;
  if (totalSteps === null) return t("step {0}", step);
  return isBrief ? `${step}/${totalSteps}` : t("step {0} of {1}", step, totalSteps);
}
