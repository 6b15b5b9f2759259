import * as vscode from "vscode";
import { compareScopeOf } from "../../protocol/reward/compareScopeOf.js";
import type { CompareScope } from "../../protocol/reward/compareViewApi.js";
import { mostSides } from "../../protocol/reward/defaultSides.js";
import type { RolloutSet, RolloutSource } from "../../protocol/reward/rolloutSet.js";
import { t } from "../t.js";

interface SideItem extends vscode.QuickPickItem {
  readonly set: RolloutSet | null;
}

const keyOf = ({ run, phase, folder, from, to }: RolloutSet) => JSON.stringify([run, phase, folder, from, to]);

/** The steps of a source, under a line with its name. Validations are what pairs. */
function itemsOf(source: RolloutSource, chosen: ReadonlySet<string>): readonly SideItem[] {
  const { run, phase, folder, name, steps } = source;
  const isValidation = phase === "validation";
  const line = isValidation ? t("{0}, validation", name) : t("{0}, training", name);
  const item = (step: number | null): SideItem => {
    const set: RolloutSet = { run, phase, folder, from: step, to: step };
    const label = step === null ? t("All rollouts") : t("Step {0}", step);
    return { label, description: line, set, picked: chosen.has(keyOf(set)) };
  };
  const items = steps.length === 0 ? [item(null)] : steps.map(item);
  return [{ label: line, kind: vscode.QuickPickItemKind.Separator, set: null }, ...items];
}

/**
 * Lets the person pick two to eight sides among everything that has rollouts, validations first. Undefined when nothing
 * was picked; too few or too many are told and asked for again.
 */
export async function pickSides(
  sources: readonly RolloutSource[],
  chosen: readonly RolloutSet[],
): Promise<CompareScope | undefined> {
  const ordered = [...sources].sort((a, b) => Number(a.phase === "training") - Number(b.phase === "training"));
  let known = new Set(chosen.map(keyOf));
  for (let title = t("Compare Checkpoints"); ;) {
    const options = { canPickMany: true, title, matchOnDescription: true } as const;
    const placeHolder = t("Two to eight validations, steps or runs");
    const picked = await vscode.window.showQuickPick(
      ordered.flatMap(source => itemsOf(source, known)),
      { ...options, placeHolder },
    );
    if (picked === undefined) return undefined;
    const sides = picked.flatMap(({ set }) => set ?? []);
    const scope = sides.length > mostSides ? null : compareScopeOf(sides);
    if (scope !== null) return scope;
    known = new Set(sides.map(keyOf));
    title = t("Choose two to eight: {0} are chosen", sides.length);
  }
}
