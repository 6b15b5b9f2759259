import type { PrintedClaim } from "./printedClaim.js";
import type { CellPlace } from "./printedTable.js";

const at = (table: string, row: string, column: string): CellPlace => ({ table, row, column });
const action = "action_recognition";
const depth = "depth_comparison";
const identification = "character_identification";

function rarlGap(column: string): PrintedClaim {
  const [from, to] = [at("5", "base", column), at("5", "rarl", column)];
  const target = at("3", "gemini-2.5-pro", column);
  return { id: `rarl-gap-${column}`, source: "1", kind: "closes-gap", over: 0.5, from, to, target };
}

function rarlOverFlash(column: string): PrintedClaim {
  const [here, there] = [at("5", "rarl", column), at("3", "gemini-2.5-flash", column)];
  return { id: `rarl-flash-${column}`, source: "5.1", kind: "surpasses", here, there };
}

/** What the text of arXiv 2511.06490v1 says of its tables, as far as it can be computed again. */
export const paperClaims: readonly PrintedClaim[] = [
  {
    ...{ id: "rarl-depth-gain", source: "1", kind: "gain", stated: 7.3, decimals: 1 },
    ...{ from: at("5", "base", depth), to: at("5", "rarl", depth) },
  },
  {
    ...{ id: "rarl-action-gain", source: "1", kind: "gain", stated: 32.7, decimals: 1 },
    ...{ from: at("5", "base", action), to: at("5", "rarl", action) },
  },
  ...[depth, action].map(column => rarlGap(column)),
  ...[action, depth, identification].map(column => rarlOverFlash(column)),
  {
    ...{ id: "zoom-iou", source: "5.1", kind: "nearly", stated: 0.8 },
    at: [at("6", "rarl", `${action}-iou`), at("6", "rarl", `${depth}-iou`)],
  },
  {
    ...{ id: "reorder-transfer", source: "5.2", kind: "surpasses" },
    ...{ here: at("7", "sft-r-reorder", identification), there: at("7", "rl-character", identification) },
  },
  { id: "pro-highest", source: "3.2", kind: "highest", stated: 6, table: "3", row: "gemini-2.5-pro" },
];
