import { openTexts, type OpenTexts } from "./openTexts.js";
import { openTree, type OpenTree } from "./openTree.js";

/** How the product comes to what a window may hold for it before the product is loaded. */
export interface Openers {
  readonly trees: OpenTree;
  readonly texts: OpenTexts;
}

/** Everything anew. */
export const openers: Openers = { trees: openTree, texts: openTexts };
