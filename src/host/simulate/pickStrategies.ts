import * as vscode from "vscode";
import type { Settings } from "../settings.js";
import { t } from "../t.js";
import { strategyPicks, type StrategyPick } from "./strategyPicks.js";

type Services = { readonly settings: Pick<Settings, "forRuns"> };

/** What a paper's reader compares first; the command line has the same. */
const suggested: ReadonlySet<string> = new Set([
  ...["two-phase", "single-phase", "two-phase-conditional", "rarl-conditional", "deepeyes", "vanilla"],
]);

/** Lists in which something was chosen that cannot be trained are shown again, after a sentence that says why. */
function isRefused(chosen: readonly StrategyPick[]): boolean {
  const refusals = chosen.flatMap(({ refusal }) => refusal ?? []);
  if (refusals.length > 0) void vscode.window.showWarningMessage(refusals.join(" "));
  return refusals.length > 0;
}

/** VS Code shows the first item first: the one that a person most likely wants is put there. */
function withFirst(picks: readonly StrategyPick[], spec: string): readonly StrategyPick[] {
  return [...picks.filter(pick => pick.spec === spec), ...picks.filter(pick => pick.spec !== spec)];
}

/** Asks which strategy pays. Null: nothing was chosen. */
export async function pickStrategy({ settings }: Services): Promise<StrategyPick | null> {
  for (;;) {
    const chosen = await vscode.window.showQuickPick(withFirst(strategyPicks(settings), "two-phase"), {
      title: t("Start Miniature Run (simulated): which strategy pays?"),
      placeHolder: t("A small simulated policy is trained by it on drawn pages; no language model is run"),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (chosen === undefined) return null;
    if (!isRefused([chosen])) return chosen;
  }
}

/** Asks which strategies are compared. Null: nothing was chosen. */
export async function pickStrategies({ settings }: Services): Promise<readonly StrategyPick[] | null> {
  let marked: ReadonlySet<string> = suggested;
  for (;;) {
    const items = strategyPicks(settings).map(pick => ({
      ...pick,
      picked: marked.has(pick.spec) && pick.refusal === null,
    }));
    const chosen = await vscode.window.showQuickPick(items, {
      title: t("Compare Strategies in Miniature (simulated): which ones?"),
      placeHolder: t("Each is trained under the same seeds; no language model is run"),
      canPickMany: true,
      matchOnDescription: true,
      matchOnDetail: true,
      ignoreFocusOut: true,
    });
    if (chosen === undefined || chosen.length === 0) return null;
    if (!isRefused(chosen)) return chosen;
    marked = new Set(chosen.map(({ spec }) => spec));
  }
}
