import type { EvaluationPlan } from "../../node/evaluation/evaluationResult.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";

/** What is to be known of a plan besides its counts, in sentences, before anything is sent. */
export const planWords = ({ requests, done, failedBefore }: EvaluationPlan): readonly string[] => [
  ...(requests.most > requests.least
    ? [t("The model says how often it zooms: up to {0} requests.", formatCount(requests.most))]
    : []),
  ...(done + failedBefore > 0
    ? [t("{0} have been asked before and are not asked again.", formatCount(done + failedBefore))]
    : []),
];
