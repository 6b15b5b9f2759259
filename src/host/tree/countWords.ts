import type { Translate } from "../translate.js";
import { formatCount } from "./formatCount.js";

/** "1 rollout", "5,120 rollouts" … for the things that the tree counts. */
export const countWords = {
  steps: (n: number, t: Translate) => (n === 1 ? t("1 step") : t("{0} steps", formatCount(n))),
  rollouts: (n: number, t: Translate) => (n === 1 ? t("1 rollout") : t("{0} rollouts", formatCount(n))),
  groups: (n: number, t: Translate) => (n === 1 ? t("1 group") : t("{0} groups", formatCount(n))),
  rows: (n: number, t: Translate) => (n === 1 ? t("1 row") : t("{0} rows", formatCount(n))),
  files: (n: number, t: Translate) => (n === 1 ? t("1 file") : t("{0} files", formatCount(n))),
  zooms: (n: number, t: Translate) => (n === 1 ? t("1 zoom") : t("{0} zooms", formatCount(n))),
  problems: (n: number, t: Translate) => (n === 1 ? t("1 problem") : t("{0} problems", formatCount(n))),
  notes: (n: number, t: Translate) => (n === 1 ? t("1 note") : t("{0} notes", formatCount(n))),
  matches: (n: number, t: Translate) => (n === 1 ? t("1 match") : t("{0} matches", formatCount(n))),
  alarms: (n: number, t: Translate) => (n === 1 ? t("1 alarm") : t("{0} alarms", formatCount(n))),
} as const;
