import type { AlarmWindow } from "./alarmWindow.js";

/**
 * For each window the lowest (or highest) of those that end before it begins; null where none does. `windows` is indexed
 * by the step at which each ends.
 */
export function earlierExtremes(
  windows: readonly (AlarmWindow | null)[],
  which: "lowest" | "highest",
): readonly (AlarmWindow | null)[] {
  const isBetter = (a: AlarmWindow, b: AlarmWindow) => (which === "lowest" ? a.value < b.value : a.value > b.value);
  const best: (AlarmWindow | null)[] = [];
  for (const window of windows) {
    const before = best.at(-1) ?? null;
    best.push(window !== null && (before === null || isBetter(window, before)) ? window : before);
  }
  return windows.map(window => (window === null ? null : (best[window.first - 1] ?? null)));
}
