import type { BuildOptions } from "../buildOptions.js";
import type { RefusalCode } from "../candidateRefusal.js";
import type { PageFacts } from "./pageFacts.js";

/** Why nothing that needs the order of panels can be asked of a page; null where it can. */
export function orderRefusal(facts: PageFacts, options: BuildOptions): RefusalCode | null {
  if (facts.panels.size === 0) return "no-panels";
  if (facts.ordered === null) return "no-order";
  return facts.orderConfidence < options.minOrderConfidence ? "unsure-order" : null;
}

/** Below this a reviewer is told that an order was computed and is not sure. */
export const sureOrder = 0.8;
