import type { EvaluationResult } from "../../node/evaluation/evaluationResult.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";
import { costWords } from "./costWords.js";
import { endpointPrices } from "./endpointPrices.js";
import { failureWords } from "./failureWords.js";
import { runFindingWords } from "./runFindingWords.js";

type Evaluated = Extract<EvaluationResult, { readonly kind: "evaluated" }>;

function costOfAll({ summary }: Evaluated): string {
  const currency = endpointPrices.table()?.currency ?? null;
  if (summary.cost === null || currency === null || summary.cost === 0) return "";
  return t("It cost {0}.", costWords.amount(summary.cost, currency));
}

/** What an evaluation came to, in sentences; some may be empty. `endpoint`: the name of who was asked. */
export function evaluatedWords(result: Evaluated, endpoint: string): readonly string[] {
  const { states, requests, lastFailure } = result.summary;
  const answered = Object.values(states).reduce((sum, count) => sum + count, 0) - states.failed - states.cancelled;
  return [
    t("{0} answers; {1} requests.", formatCount(answered), formatCount(requests)),
    states.failed === 0 ? "" : t("{0} failed.", formatCount(states.failed)),
    costOfAll(result),
    failureWords(lastFailure, endpoint),
    ...result.findings.map(runFindingWords),
    result.stop === null ? "" : t("It ended before everything was asked, and can be gone on with."),
  ];
}
