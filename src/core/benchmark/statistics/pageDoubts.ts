import type { PageRecord } from "../pageRecord.js";

/** Why a person should look at a page: no panel, an order that nobody knows or that was computed and is not sure. */
export type PageDoubt =
  | { readonly code: "no-panels" }
  | { readonly code: "no-order" }
  | { readonly code: "unsure-order"; readonly confidence: number };

/** A page whose computed order is less sure gives no question that needs one, see BuildOptions. */
const leastConfidence = 0.6;

/** What is doubtful about a page, once its reading order was computed and corrections were laid over it. */
export function pageDoubts({ panels }: PageRecord): readonly PageDoubt[] {
  if (panels.length === 0) return [{ code: "no-panels" }];
  if (panels.some(({ order }) => order === null)) return [{ code: "no-order" }];
  const confidence = orderConfidence(panels);
  return confidence !== null && confidence < leastConfidence ? [{ code: "unsure-order", confidence }] : [];
}

/** How sure the least sure panel's place is; null where all places are given or corrected. */
export function orderConfidence(panels: PageRecord["panels"]): number | null {
  const known = panels.map(({ order_confidence: one }) => one).filter(one => one !== null);
  return known.length === 0 ? null : Math.min(...known);
}
