import type { Box } from "../src/core/page/box.js";
import { formatNumber } from "./formatNumber.js";

/** A box in brackets, as zoom calls write it: `[905, 1228, 1700, 1720]`, each number with at most `digits` decimals. */
export const boxText = (box: Box, digits: number) =>
  `[${box.map(value => formatNumber.short(value, digits)).join(", ")}]`;
