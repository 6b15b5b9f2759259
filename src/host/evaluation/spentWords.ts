import type { Spent } from "../../node/evaluation/stored/spentOf.js";
import type { Translate } from "../translate.js";
import { formatCount } from "../tree/formatCount.js";
import { costWords } from "./costWords.js";

/** What an evaluation has used up, a line each. */
export function spentWords(
  { requests, promptTokens, completionTokens, uncounted, costs }: Spent,
  t: Translate,
): readonly string[] {
  if (requests === 0) return [];
  const tokens = t(
    "{0} requests; {1} tokens sent, {2} answered",
    formatCount(requests),
    formatCount(promptTokens),
    formatCount(completionTokens),
  );
  const amounts = Object.entries(costs).map(([currency, amount]) => costWords.amount(amount, currency));
  return [
    tokens,
    ...(amounts.length === 0 ? [] : [t("Cost: {0}", amounts.join(" + "))]),
    ...(uncounted === 0 ? [] : [t("{0} answers whose tokens nobody counted", formatCount(uncounted))]),
  ];
}
