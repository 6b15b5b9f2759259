import type { PriceTable } from "../endpoint/priceTable.js";
import type { EvaluationEndpoint } from "./evaluationOptions.js";

/** Where a window asks, as it hands it to a thread. */
export interface GivenEndpoint {
  readonly endpoint: string;
  /** Held by this thread for as long as it works; never written anywhere. */
  readonly key: string | null;
  readonly prices: PriceTable | null;
}

/** Nobody watches every request here: a run whose requests keep failing stops, and can be taken up again. */
export const unwatchedEndpoint = ({ endpoint, key, prices }: GivenEndpoint): EvaluationEndpoint => ({
  ...{ endpoint, key: () => Promise.resolve(key), prices, isStreamed: true },
  onSpent: () => Promise.resolve(false),
});
