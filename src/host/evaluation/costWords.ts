import { costOf, type PriceTable } from "../../node/endpoint/priceTable.js";
import type { Translate } from "../translate.js";
import { formatCount } from "../tree/formatCount.js";

interface Counted {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** Costs are small or large: three digits say enough of both. */
const amountWords = (amount: number, currency: string): string =>
  `${amount.toLocaleString("en", { maximumSignificantDigits: 3, minimumFractionDigits: amount < 1000 ? 2 : 0 })} ${currency}`;

/** What is said of costs. */
export const costWords = {
  amount: amountWords,

  /** Before anything is sent: what the questions cost, and what they do if every answer were as long as it may be. */
  plan({ promptTokens, completionTokens }: Counted, model: string, prices: PriceTable | null, t: Translate): string {
    const tokens = formatCount(promptTokens);
    const cost = (completion: number): number | null => {
      const usage = { prompt: promptTokens, completion, total: null, reasoning: null, cached: null };
      return prices === null ? null : costOf(usage, model, prices);
    };
    const [least, most] = [cost(0), cost(completionTokens)];
    if (prices === null || least === null || most === null)
      return t("About {0} tokens without the answers; what they cost is not known.", tokens);
    const [from, to] = [amountWords(least, prices.currency), amountWords(most, prices.currency)];
    return t(
      "About {0} tokens without the answers: {1}; with answers that are all as long as they may be {2}.",
      tokens,
      from,
      to,
    );
  },
} as const;
