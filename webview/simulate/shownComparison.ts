import type { ShownMiniature } from "../../src/protocol/simulate/miniatureViewApi.js";

/** A file that is a comparison, as its parts take it. */
export type ShownComparison = Extract<ShownMiniature, { readonly kind: "comparison" }>;
