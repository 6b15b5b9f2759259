import * as vscode from "vscode";
import type { MiniaturePace } from "../../node/simulate/runMiniature.js";
import { t } from "../t.js";

export const paceNames = ["live", "fast"] as const;
export type PaceName = (typeof paceNames)[number];

interface Item extends vscode.QuickPickItem {
  readonly pace: PaceName;
}

/** How fast a run is trained: to be watched, or to be done. */
export const miniaturePaces = {
  /** The first steps of a live run are fast: there is something to look at at once. */
  of: (name: PaceName): MiniaturePace =>
    name === "fast" ? { kind: "fast" } : { kind: "live", liveFrom: 21, secondsPerStep: 1.4 },

  word: (name: PaceName): string => (name === "fast" ? t("fast") : t("live")),

  /** Asks for one; null: nothing was chosen. */
  async ask(title: string, now: PaceName): Promise<PaceName | null> {
    const items: Item[] = [
      {
        pace: "live",
        label: t("Live"),
        detail: t("After the first 20 steps a step takes a second or two: to watch it learn"),
      },
      { pace: "fast", label: t("Fast"), detail: t("As fast as the disk takes it: seconds for the whole run") },
    ];
    const sorted = [...items.filter(({ pace }) => pace === now), ...items.filter(({ pace }) => pace !== now)];
    const chosen = await vscode.window.showQuickPick(sorted, { title, ignoreFocusOut: true });
    return chosen?.pace ?? null;
  },
} as const;
