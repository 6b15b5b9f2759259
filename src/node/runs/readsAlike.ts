import type { RunsSettings } from "../../protocol/runsApi.js";

/** True when two settings differ, and only in what rewards are computed by: no row is read by that. */
export function readsAlike(before: RunsSettings, after: RunsSettings): boolean {
  const isChanged = JSON.stringify(before) !== JSON.stringify(after);
  return isChanged && JSON.stringify(readingPart(before)) === JSON.stringify(readingPart(after));
}

const readingPart = (settings: RunsSettings): RunsSettings => ({
  ...settings,
  strategies: [],
  ownRewards: [],
  alarms: undefined,
});
