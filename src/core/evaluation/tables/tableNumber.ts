import type { TableKind } from "./tableKind.js";

/** Tables of the paper that evaluations make. */
export const tableNumbers = ["3", "4", "5", "6", "7", "8"] as const;
export type TableNumber = (typeof tableNumbers)[number];

/** What the table of that number lays side by side. */
export const kindOfTable: Readonly<Record<TableNumber, TableKind>> = {
  "3": "models",
  "4": "inputs",
  "5": "methods",
  "6": "zooms",
  "7": "transfer",
  "8": "sets",
};
