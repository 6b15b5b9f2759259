import type { FindingLevel } from "../../core/launch/finding.js";

/** Codicons by level: four shapes. */
export const findingIcons: Readonly<Record<FindingLevel, string>> = {
  error: "error",
  warning: "warning",
  note: "info",
  good: "check",
};
