/**
 * Every command of the manifest but those of `viewActions`, which are named `loupe.view.<action>`. The table of handlers
 * is typed by it, so that none can be forgotten.
 */
export const commandIds = [
  "loupe.openRollout",
  "loupe.openToSide",
  "loupe.openCurves",
  "loupe.openStrategies",
  "loupe.compareCheckpoints",
  "loupe.scoreWithOwnCode",
  "loupe.exportGroup",
  "loupe.auditRewards",
  "loupe.showDiffering",
  "loupe.showAudit",
  "loupe.showSuspectTargets",
  "loupe.checkAlarms",
  "loupe.pin",
  "loupe.unpin",
  "loupe.next",
  "loupe.previous",
  "loupe.nextInGroup",
  "loupe.previousInGroup",
  "loupe.revealInTree",
  "loupe.focusRuns",
  "loupe.sortBy",
  "loupe.filter",
  "loupe.clearFilters",
  "loupe.addRunFolder",
  "loupe.removeRunFolder",
  "loupe.refresh",
  "loupe.copyReference",
  "loupe.openLine",
  "loupe.showRawRow",
  "loupe.showTrajectoryText",
  "loupe.chooseSpace",
  "loupe.showLog",
  "loupe.showFormats",
  "loupe.showKeys",
] as const;

export type CommandId = (typeof commandIds)[number];
