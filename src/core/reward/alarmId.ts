/** What training goes wrong by; the rule of each is data: see `alarmRules.ts`. */
export const alarmIds = [
  "zoom-collapse",
  "one-part-carries",
  "page-boxes",
  "repeated-boxes",
  "giant-boxes",
  "format-only",
  "length-drift",
  "refused-loop",
  "second-zoom-decays",
  "cut-share",
] as const;
export type AlarmId = (typeof alarmIds)[number];
