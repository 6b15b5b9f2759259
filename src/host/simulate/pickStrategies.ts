import * as vscode from "vscode";
import { comparedAtFirst } from "../../core/simulate/miniature/comparedAtFirst.js";
import type { Settings } from "../settings.js";
import { t } from "../t.js";
import { strategyPicks, type StrategyPick } from "./strategyPicks.js";

type Services = { readonly settings: Pick<Settings, "forRuns"> };

/** Lists in which something was chosen that cannot be trained are shown again, after a sentence that says why. */
function isRefused(chosen: readonly StrategyPick[]): boolean {
  const refusals = chosen.flatMap(({ refusal }) => refusal ?? []);
  if (refusals.length > 0) void vscode.window.showWarningMessage(refusals.join(" "));
  return refusals.length > 0;
}

/** The suggested ones first, in their order: it is the order of the lines too, of which the first one is drawn to stand out. */
function offered({ settings }: Services): readonly StrategyPick[] {
  const picks = strategyPicks(settings);
  const first = comparedAtFirst.flatMap(spec => picks.filter(pick => pick.spec === spec && pick.refusal === null));
  return [...first, ...picks.filter(pick => !first.includes(pick))];
}

/** Asks which strategy pays. Null: nothing was chosen. */
export async function pickStrategy(services: Services): Promise<StrategyPick | null> {
  for (;;) {
    const chosen = await vscode.window.showQuickPick(offered(services), {
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
export async function pickStrategies(services: Services): Promise<readonly StrategyPick[] | null> {
  let marked: ReadonlySet<string> = new Set(comparedAtFirst);
  for (;;) {
    const items = offered(services).map(pick => ({
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
