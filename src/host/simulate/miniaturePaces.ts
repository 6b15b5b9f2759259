import * as vscode from "vscode";
import { windowPace, type MiniaturePace } from "../../node/simulate/miniaturePace.js";
import { t } from "../t.js";

export type PaceName = "live" | "fast";

interface Item extends vscode.QuickPickItem {
  readonly pace: PaceName;
}

/** How fast a run is trained: to be watched, or to be done. */
export const miniaturePaces = {
  of: (name: PaceName): MiniaturePace => (name === "fast" ? { kind: "fast" } : windowPace),

  word: (name: PaceName): string => (name === "fast" ? t("fast") : t("live")),

  /** Asks for one; null: nothing was chosen. */
  async ask(title: string, now: PaceName): Promise<PaceName | null> {
    const items: Item[] = [
      {
        pace: "live",
        label: t("Live"),
        detail: t("After the first 20 steps three or so a second, to watch it learn: 200 take about a minute"),
      },
      { pace: "fast", label: t("Fast"), detail: t("As fast as the disk takes it: seconds for the whole run") },
    ];
    const sorted = [...items.filter(({ pace }) => pace === now), ...items.filter(({ pace }) => pace !== now)];
    const chosen = await vscode.window.showQuickPick(sorted, { title, ignoreFocusOut: true });
    return chosen?.pace ?? null;
  },
} as const;
