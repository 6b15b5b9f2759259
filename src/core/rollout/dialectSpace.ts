import type { SpaceGuess } from "../page/coordinateSpace.js";
import type { Box } from "../page/box.js";
import type { DialectGuess } from "./dialectId.js";
import { dialects } from "./dialects.js";

/** Numbers that may be shares of a page: models overshoot a little. */
const largestShare = 1.5;

/**
 * What a box counts where the dialect settles it: one that a run names always does, one that is guessed where its rule
 * leaves no choice. Null: the boxes have to tell (`guessSpace`).
 */
export function dialectSpace(box: Box | null, { id, reason }: DialectGuess): SpaceGuess | null {
  const { space, spaceRule } = dialects[id];
  if (reason.code === "format") return null;
  const settled = (which: SpaceGuess["space"]): SpaceGuess => ({
    space: which,
    reason: { code: "dialect", dialect: id },
  });
  switch (spaceRule) {
    case "fixed":
      return settled(space);
    case "fractions-first":
      return sharesOrPixels(box, id, reason.code === "configured", settled);
    case "guessed":
      return reason.code === "configured" ? settled(space) : null;
    default: {
      const never: never = spaceRule;
      return never;
    }
  }
}

/**
 * Pixel-Reasoner's rule: four numbers below 1 are shares of the image, anything else its pixels. Mini-o3 writes shares, and
 * pixels in older runs, of which image the numbers have to tell.
 */
function sharesOrPixels(
  box: Box | null,
  id: DialectGuess["id"],
  isConfigured: boolean,
  settled: (space: SpaceGuess["space"]) => SpaceGuess,
): SpaceGuess | null {
  if (box === null) return null;
  const largest = Math.max(...box);
  if (id === "mini-o3") {
    if (largest <= largestShare) return settled("unit");
    return isConfigured ? settled(dialects[id].space) : null;
  }
  return settled(largest < 1 ? "unit" : dialects[id].space);
}
