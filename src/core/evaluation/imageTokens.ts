import type { Size } from "../page/size.js";
import type { TokenRule } from "./modelFamilies.js";

/** About how many tokens an image of this size is, as sent: an estimate before anything is asked. */
export function imageTokens({ width, height }: Size, rule: TokenRule): number {
  if (rule.kind === "area") return Math.ceil((width * height) / rule.pixels);
  const factor = Math.min(1, rule.shortSide / Math.min(width, height));
  const tiles = (side: number): number => Math.max(1, Math.ceil((side * factor) / rule.side));
  return rule.base + rule.perTile * tiles(width) * tiles(height);
}
